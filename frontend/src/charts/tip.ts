/** A tooltip built as elements, so that names out of a shop's file are text and never markup. */
export function tip(title: string, rows: [string, string][]): HTMLElement {
  const box = element("div", "chart-tip");
  box.append(element("div", "chart-tip-title", title));
  for (const [name, value] of rows) {
    const row = element("div", "chart-tip-row");
    row.append(element("span", "", name), element("span", "", value));
    box.append(row);
  }
  return box;
}

function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
