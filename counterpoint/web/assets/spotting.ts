// Warns below a box marked data-spots, as one types, when the words look like an NHS number, a date of birth, a telephone
// number, a postcode or the name of somebody who works here. It refuses nothing: counterpoint/analysis/identifiers.py
// does, and knows more. Nothing is sent, and who works here is not told: a name is known by what stands before it.

const DATE = String.raw`(?:\d{1,2}\s?[-/.\s]\s?(?:\d{1,2}|[a-z]{3,9})\s?[-/.\s]\s?(?:\d{4}|\d{2})(?!\d)|\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?\s+[a-z]{3,9}\s+\d{4}|\d{4}-\d{2}-\d{2})`;
const BORN = new RegExp(String.raw`\b(?:d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|birth\s?date|birthday|born(?:\s+on)?)[\s:=(–-]*(?:(?:is|was|the)\s+){0,2}${DATE}`, "i");
const PHONE = /(?<![\d.,£])(?:\+44[\s-]?(?:\(0\))?|0)(?:[\s()-]?\d){9,10}(?!\d)/;
const POSTCODE = /(?<![a-z0-9])(?:[a-z]{1,2}\d[a-z\d]?)\s?\d[abd-hjlnp-uw-z]{2}(?![a-z0-9])/i;
const NAME = /(?<!\p{L})(?:(?:Dr|Doctor|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Nurse|Sister|Matron|PC|Sergeant|Sgt|Cllr|Councillor)\.?|called|named)\s+(?!I(?!\p{L}))\p{Lu}[\p{L}’'-]/u;
const TEN = /(?<![\d.,£+])\d(?:[ -]?\d){9}(?!\d)/g;

// Ten digits, the last a check digit modulo 11. Source: NHS Data Dictionary, "NHS number".
function isNhsNumber(written: string): boolean {
  const digits = [...written.replace(/\D/g, "")].map(Number);
  const sum = digits.slice(0, 9).reduce((all, one, n) => all + one * (10 - n), 0);
  const check = (11 - (sum % 11)) % 11;
  return digits[0] !== 0 && check !== 10 && check === digits[9];
}

export function seen(words: string): string[] {
  const found: string[] = [];
  if ((words.match(TEN) ?? []).some(isNhsNumber)) found.push("an NHS number");
  if (BORN.test(words)) found.push("a date of birth");
  if (PHONE.test(words)) found.push("a phone number");
  if (POSTCODE.test(words)) found.push("a postcode");
  if (NAME.test(words)) found.push("somebody’s name");
  return found;
}

function watch(box: HTMLTextAreaElement | HTMLInputElement): void {
  const line = document.createElement("p");
  line.className = "spotted";
  line.setAttribute("role", "status"); // read out when it changes, and never in the middle of a word
  line.id = `${box.id}-spotted`;
  box.after(line);
  box.setAttribute("aria-describedby", `${box.getAttribute("aria-describedby") ?? ""} ${line.id}`.trim());
  let waits = 0;
  const look = (): void => {
    const found = seen(box.value);
    const last = found.pop();
    const words = found.length ? `${found.join(", ")} and ${last}` : last;
    const said = words ? `This looks like ${words}. Please take it out: nobody needs it to read this.` : "";
    if (line.textContent !== said) line.textContent = said;
  };
  box.addEventListener("input", () => {
    clearTimeout(waits);
    waits = window.setTimeout(look, 400);
  });
  look();
}

document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>("[data-spots]").forEach(watch);
