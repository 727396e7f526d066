// What script adds to pages that are complete without it. Nothing here writes a style or evaluates text.
// Its settings are in a meta element of web/layout.jinja: no style of its own, no expressions in attributes.
import "htmx.org/dist/htmx.esm.min.js";

document.documentElement.classList.replace("no-js", "js");

/** After a refusal, the summary of what is wrong is read first. */
const summary = document.querySelector<HTMLElement>(".nhsuk-error-summary");
summary?.focus();

/** From the summary to the field itself, label in view. */
summary?.addEventListener("click", (event) => {
  const link = (event.target as Element).closest("a");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  const legend = field.closest("fieldset")?.querySelector("legend");
  (legend ?? document.querySelector(`label[for="${CSS.escape(field.id)}"]`) ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
});

/** A second press within two seconds is the same press. */
let sentAt = -2000; // so that the first press counts, however soon after the page it comes
document.addEventListener("submit", (event) => {
  const once = (event.submitter as Element | null)?.hasAttribute("data-once");
  if (once && event.timeStamp - sentAt < 2000) event.preventDefault();
  else sentAt = event.timeStamp;
});

/** Arrow keys walk over the marks of a staff; Home and End go to its ends. Tab still reaches each. */
document.addEventListener("keydown", (event) => {
  const staff = (event.target as Element).closest?.(".staff");
  if (!staff || event.altKey || event.ctrlKey || event.metaKey) return;
  const marks = [...staff.querySelectorAll<SVGAElement>(".staff__links a")];
  const here = marks.indexOf(event.target as SVGAElement);
  const steps: Record<string, number> = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: marks.length - 1 };
  const next = here >= 0 ? marks[steps[event.key] ?? -1] : undefined;
  if (!next) return;
  event.preventDefault();
  next.focus();
});

/** The menu closes on Escape and when one looks elsewhere. */
const menu = document.querySelector<HTMLDetailsElement>(".head__menu");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});
document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target as Node)) menu.open = false;
});

/** What only script can do is shown only where there is script. */
for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
