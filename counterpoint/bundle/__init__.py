"""A whole place in one file: to leave with, to keep, to read, to check without us.

On a floor of its own above every room, because it knows the tables of all of them (`tables.DECLARED`).
"""
