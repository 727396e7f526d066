// For pages without a name: what was typed survives losing the network, and is sent when it is back.
// The slip in the form makes it one ticket, however often it is sent. Without this script the browser's own page works.
const form = document.querySelector<HTMLFormElement>("form[data-keep]");
const says = document.querySelector<HTMLElement>("[data-kept]");
const here = `kept:${location.pathname}`;
const PATIENCE = 20_000; // milliseconds, for a network that says neither yes nor no

type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

// In this tab only, and only while it is not sent.
const keep = (typed: FormData) => sessionStorage.setItem(here, JSON.stringify([...typed]));

function putBack(form: HTMLFormElement): boolean {
  const kept = sessionStorage.getItem(here);
  for (const [name, value] of kept ? (JSON.parse(kept) as [string, string][]) : []) {
    const box = form.elements.namedItem(name) as Box | null;
    if (box) box.value = value;
  }
  return kept !== null;
}

if (form && says) {
  let waits = putBack(form);
  let sending = false;
  const wait = () => {
    waits = true;
    says.hidden = false;
    says.textContent = says.dataset.kept ?? "";
    says.scrollIntoView({ block: "nearest" });
  };
  const send = async () => {
    if (sending) return;
    sending = true;
    const typed = new FormData(form);
    try {
      const body = new URLSearchParams([...typed] as [string, string][]);
      const answer = await fetch(location.href, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status >= 500) throw new Error();
      sessionStorage.removeItem(here);
      if (answer.redirected) location.replace(answer.url);
      else form.submit(); // something is to be put right: the page itself says what
    } catch {
      keep(typed);
      wait();
    } finally {
      sending = false;
    }
  };
  if (waits) wait();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
  addEventListener("online", () => waits && void send());
}

const print = document.querySelector<HTMLElement>("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
