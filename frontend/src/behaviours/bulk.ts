/** Rows chosen in `[data-bulk]`: boxes named `chosen`, one `[data-bulk-all]`, and a bar that appears with their number. */
export function chooseMany(): void {
  document.addEventListener("change", (event) => {
    const box = event.target as HTMLInputElement;
    const list = box.closest<HTMLElement>("[data-bulk]");
    if (!list || box.type !== "checkbox") return;
    const rows = [...list.querySelectorAll<HTMLInputElement>('input[name="chosen"]')];
    if (box.matches("[data-bulk-all]")) rows.forEach((row) => (row.checked = box.checked));
    show(list, rows);
  });
  document.addEventListener("htmx:after:swap", () => {
    document.querySelectorAll<HTMLElement>("[data-bulk]").forEach((list) =>
      show(list, [...list.querySelectorAll<HTMLInputElement>('input[name="chosen"]')]),
    );
  });
}

function show(list: HTMLElement, rows: HTMLInputElement[]): void {
  const chosen = rows.filter((row) => row.checked).length;
  const all = list.querySelector<HTMLInputElement>("[data-bulk-all]");
  if (all) {
    all.checked = chosen > 0 && chosen === rows.length;
    all.indeterminate = chosen > 0 && chosen < rows.length;
  }
  list.querySelectorAll<HTMLElement>("[data-bulk-bar]").forEach((bar) => (bar.hidden = chosen === 0));
  const number = new Intl.NumberFormat(document.documentElement.lang).format(chosen);
  list.querySelectorAll("[data-bulk-count]").forEach((count) => (count.textContent = number));
}
