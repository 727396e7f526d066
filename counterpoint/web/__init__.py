"""How every page looks, never what it says: layout, components, dates, form fields, the door of HTTP."""
