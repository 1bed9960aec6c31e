/** A field with `data-submit` sends its form as soon as another value is chosen; without script there is a button. */
export function submitOnChange(): void {
  document.addEventListener("change", (event) => {
    const field = (event.target as Element).closest<HTMLSelectElement | HTMLInputElement>("[data-submit]");
    field?.form?.requestSubmit();
  });
}
