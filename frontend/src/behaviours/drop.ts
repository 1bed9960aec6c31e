/** `.drop` holds a file field that fills it, so dropping works without script; script adds the look and the names. */
export function dropFiles(): void {
  for (const type of ["dragenter", "dragover", "dragleave", "drop"] as const) {
    document.addEventListener(type, (event) => {
      const area = (event.target as Element | null)?.closest?.(".drop");
      area?.classList.toggle("is-over", type === "dragenter" || type === "dragover");
    });
  }
  document.addEventListener("change", (event) => {
    const field = event.target as HTMLInputElement;
    const area = field.type === "file" ? field.closest(".drop") : null;
    const names = area?.querySelector("[data-drop-names]");
    if (names) names.textContent = [...(field.files ?? [])].map(({ name, size }) => `${name} (${weight(size)})`).join(", ");
  });
}

function weight(bytes: number): string {
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  const style = { style: "unit", unit: unit as string, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(document.documentElement.lang, style).format(amount as number);
}
