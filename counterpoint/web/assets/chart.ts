// Charts: steps through the points by key or pointer, and says each. All that it says stands in the chart's own table;
// without this script the table is there, and nothing is missing.
type Row = { words: string; dot: Element | null };

// The figure's rows, each with the dot that is its own: a gap has a row and no dot.
function rowsOf(figure: HTMLElement): Row[] {
  const dots = [...(figure.querySelector(".xmr__dots")?.children ?? [])];
  const gaps = (figure.dataset.gaps ?? "").split(" ");
  return [...figure.querySelectorAll<HTMLTableRowElement>(".table tbody tr")].map((row, at) => {
    const [when, much, says] = [...row.cells].map((cell) => cell.textContent?.trim() ?? "");
    const dot = gaps.includes(String(at)) ? null : (dots.shift() ?? null);
    return { words: `${when}: ${much}${says ? `, ${says}` : ""}`, dot };
  });
}

function enliven(figure: HTMLElement) {
  const frame = figure.querySelector<HTMLElement>(".xmr__frame");
  const rows = rowsOf(figure);
  if (!frame || !rows.length || figure.dataset.live) return;
  figure.dataset.live = "yes";
  const says = document.createElement("p");
  says.className = "xmr__says";
  says.setAttribute("role", "status");
  frame.append(says);
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  const title = figure.querySelector(".xmr__title")?.textContent ?? "";
  frame.setAttribute("aria-label", `${title}. ${figure.dataset.keys ?? ""}`);
  let at = rows.length;
  const step = (to: number) => {
    rows[at]?.dot?.classList.remove("xmr__now");
    at = Math.max(0, Math.min(rows.length - 1, to));
    const row = rows[at];
    row?.dot?.classList.add("xmr__now");
    says.textContent = row?.words ?? "";
  };
  frame.addEventListener("keydown", (event) => {
    const to = { ArrowRight: at === rows.length ? 0 : at + 1, ArrowLeft: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step(to);
  });
  // The dot that is nearest across, so that a finger need not hit it.
  frame.addEventListener("pointermove", (event) => {
    const far = rows.map(({ dot }) => (dot ? Math.abs(middle(dot) - event.clientX) : Infinity));
    const nearest = far.indexOf(Math.min(...far));
    if (Number.isFinite(far[nearest])) step(nearest);
  });
}

function middle(dot: Element): number {
  const { left, width } = dot.getBoundingClientRect();
  return left + width / 2;
}

const all = (root: ParentNode) => root.querySelectorAll<HTMLElement>("[data-chart]").forEach(enliven);
all(document);
// A chart that took the place of another: as it was before a new beginning.
document.addEventListener("htmx:after:swap", () => all(document));
