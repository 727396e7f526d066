// Exit this page, at once, without leaving the page behind the back button; and by itself after a while with nobody there.
// Without this script the link leads the same way, and a page that is not sent closes after the same time.
const IDLE = 20 * 60 * 1000;
const exit = document.querySelector<HTMLAnchorElement>("[data-leave]");

if (exit) {
  const leave = () => {
    document.title = " "; // nothing of it in the list of tabs while the next page loads
    document.body.classList.add("left");
    for (const one of document.querySelectorAll("form")) one.reset();
    sessionStorage.clear();
    location.replace(exit.href);
  };
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  let last = Date.now();
  for (const sign of ["keydown", "pointerdown", "pointermove", "scroll", "touchstart", "input"]) {
    addEventListener(sign, () => { last = Date.now(); }, { passive: true, capture: true });
  }
  // By the clock and not by a count: a phone that slept for an hour leaves as it wakes.
  const look = () => { if (Date.now() - last >= IDLE) leave(); };
  setInterval(look, 5000);
  addEventListener("visibilitychange", look);
  // A page that the browser kept whole, and shows again by its back button, is asked for anew.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // Three times the shift key, by whoever uses no mouse. Said only where it is so.
  document.querySelector("[data-shift]")?.removeAttribute("hidden");
  let presses = 0;
  let before = 0;
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift") { presses = 0; return; }
    presses = Date.now() - before < 1500 ? presses + 1 : 1;
    before = Date.now();
    if (presses === 3) leave();
  });
}
