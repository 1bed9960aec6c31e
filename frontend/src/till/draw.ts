type Child = Node | string | null | false | undefined;
type Props = Record<string, string | number | boolean | ((event: Event) => void)>;

/** An element: `make("button", { class: "btn", click: pay }, "Thu")`. Text is text, never markup. */
export function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== false && child !== undefined));
  return element;
}

const sprite = document.querySelector<HTMLElement>("[data-sprite]")?.dataset["sprite"] ?? "";

export function icon(name: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** Fill a part of the page anew, keeping the focus where it was. */
export function fill(id: string, ...children: Child[]): void {
  const focused = document.activeElement?.id;
  part(id).replaceChildren(...children.filter((child): child is Node | string => Boolean(child)));
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
}

const sheet = (): HTMLDialogElement => part("till-sheet") as HTMLDialogElement;
let whenClosed: (() => void) | null = null;

/** A dialog over the till; Escape closes it. */
export function openSheet(title: string, body: Child[], options: { closed?: () => void; kind?: string } = {}): void {
  closeSheet();
  const dialog = sheet();
  dialog.className = `till-sheet ${options.kind ?? ""}`;
  dialog.replaceChildren(
    make("header", { class: "till-sheet-head" },
      make("h2", { id: "till-sheet-title" }, title),
      make("button", { class: "till-icon-button", type: "button", "aria-label": dialog.dataset["close"] ?? "", click: closeSheet }, icon("x")),
    ),
    make("div", { class: "till-sheet-body" }, ...body),
  );
  whenClosed = options.closed ?? null;
  dialog.showModal();
}

export function closeSheet(): void {
  if (sheet().open) sheet().close();
}

export function watchSheet(): void {
  sheet().addEventListener("close", () => {
    const closed = whenClosed;
    whenClosed = null;
    closed?.();
  });
}

/** One sentence at the foot of the screen, read out, gone after a while. */
export function tell(sentence: string, kind: "good" | "look" | "harm" = "look"): void {
  const toast = make("p", { class: `till-told till-told-${kind}` }, sentence);
  part("till-told").replaceChildren(toast);
  setTimeout(() => toast.remove(), 9000);
}
