const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-rows] tbody tr")];

function move(step: 1 | -1): void {
  const all = rows();
  const here = all.findIndex((row) => row.classList.contains("is-here"));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  if (!next) return;
  all[here]?.classList.remove("is-here");
  next.classList.add("is-here");
  next.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function search(): void {
  const field = document.querySelector<HTMLInputElement>("[data-search]");
  field?.focus();
  field?.select();
}

function choose(): void {
  document.querySelector<HTMLInputElement>("tr.is-here input[type=checkbox]")?.click();
}

const KEYS: Record<string, () => void> = { "/": search, j: () => move(1), k: () => move(-1), x: choose };

/** `/` searches, `j` and `k` walk the rows, Enter opens (the row's link has the focus), `x` chooses. */
export function followKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const act = KEYS[event.key];
    if (!act || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    act();
  });
}
