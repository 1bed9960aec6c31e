/** On a phone a row of places is wider than the screen: it is moved until the one we are at is in its middle. */
export function showWhereWeAre(): void {
  for (const place of document.querySelectorAll<HTMLElement>(".filters-row > [aria-current]")) {
    const row = place.parentElement;
    if (!row) continue;
    const [its, whole] = [place.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += its.left - whole.left - (whole.width - its.width) / 2;
  }
}
