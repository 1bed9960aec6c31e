import { LOOK } from "./look.ts";
import { linked, Talk, type Line, type Notice, type State } from "./talk.ts";

export interface Place { pages: string; look: string; begin: string; store: number | null; language: string }
interface Told {
  isOn: boolean; shop: string; colour: string; welcome: string; isStaffed: boolean; isKnown: boolean; pass: string;
  livePort: number; words: Record<string, string>;
}

const KEPT = "quen-chat";
const TYPING_MS = 3000;
const make = <K extends keyof HTMLElementTagNameMap>(name: K, of: Partial<HTMLElementTagNameMap[K]> = {}): HTMLElementTagNameMap[K] =>
  Object.assign(document.createElement(name), of);

/** The window: a button, behind it what was said, and a line to write in. */
export class ChatWindow {
  private host = make("div");
  private log = make("ol", { className: "log" });
  private hint = make("p", { className: "hint" });
  private opener = make("button", { className: "open", type: "button" });
  private box = make("section", { className: "box", hidden: true });
  private text = make("textarea", { rows: 2, maxLength: 2000, required: true });
  private name = make("input", { maxLength: 120, autocomplete: "name", required: true });
  private way = make("input", { maxLength: 200, autocomplete: "tel" });
  private who = make("div");
  private talk: Talk | null = null;
  private unsent = new Map<string, HTMLLIElement>();
  private pass = "";
  private last = 0;
  private unread = 0;
  private typedAt = 0;
  private hintTimer = 0;
  private sending: Promise<void> = Promise.resolve();

  constructor(private place: Place, private told: Told) {
    const light = parseInt(told.colour.slice(1, 3), 16) * 3 + parseInt(told.colour.slice(3, 5), 16) * 6 + parseInt(told.colour.slice(5, 7), 16);
    this.host.style.setProperty("--c", told.colour);
    this.host.style.setProperty("--i", light > 1500 ? "#171512" : "#fff");
    this.build();
    this.pass = told.pass || (told.isKnown ? "" : (localStorage.getItem(KEPT) ?? ""));
    if (this.pass) this.listen();
  }

  private word(name: string): string {
    return this.told.words[name] ?? name;
  }

  private build(): void {
    const shadow = this.host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOK);
    shadow.adoptedStyleSheets = [sheet];
    this.host.lang = this.place.language;
    this.opener.textContent = this.word("open");
    this.opener.addEventListener("click", () => this.show(true));
    this.box.setAttribute("role", "dialog");
    this.box.setAttribute("aria-label", this.word("open"));
    this.box.addEventListener("keydown", (event) => { if (event.key === "Escape") this.show(false); });
    const header = make("header");
    const shut = make("button", { type: "button", textContent: "×", ariaLabel: this.word("close") });
    shut.addEventListener("click", () => this.show(false));
    header.append(make("strong", { textContent: this.told.shop }), shut);
    this.log.setAttribute("role", "log");
    this.log.setAttribute("aria-label", this.word("log"));
    this.log.tabIndex = 0;
    this.hint.setAttribute("role", "status");
    this.box.append(header, this.log, this.hint, this.form());
    shadow.append(this.opener, this.box);
    document.body.append(this.host);
    this.add("told", this.told.isStaffed ? this.told.welcome || this.word("hello") : this.word("away"));
  }

  private form(): HTMLFormElement {
    const form = make("form");
    const labelled = (field: HTMLElement, word: string): HTMLLabelElement => {
      const label = make("label", { textContent: this.word(word) });
      label.append(field);
      return label;
    };
    this.who.append(labelled(this.name, "name"), labelled(this.way, "way"));
    this.text.ariaLabel = this.text.placeholder = this.word("text");
    this.text.addEventListener("input", () => this.type());
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    const row = make("div", { className: "row" });
    row.append(this.text, make("button", { className: "send", textContent: this.word("send") }));
    form.append(this.who, row);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const said = this.text.value.trim();
      if (!said) return;
      this.text.value = "";
      const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
      this.unsent.set(key, this.add("in unsent", said));
      this.sending = this.sending.then(() => this.send(said, key));
    });
    this.hideWho();
    return form;
  }

  private hideWho(): void {
    this.who.hidden = this.told.isKnown || Boolean(this.pass);
    this.name.required = !this.who.hidden;
  }

  private show(isOpen: boolean): void {
    this.box.hidden = !isOpen;
    this.opener.hidden = isOpen;
    this.host.classList.toggle("is-open", isOpen);
    if (!isOpen) { this.opener.focus(); return; }
    this.unread = 0;
    this.opener.textContent = this.word("open");
    (this.who.hidden ? this.text : this.name).focus();
    this.log.scrollTop = this.log.scrollHeight;
    this.see();
  }

  /** Until it is there: a line that is on its way is sent again with its key, and stands once. */
  private async send(text: string, key: string): Promise<void> {
    for (let tries = 0; this.unsent.has(key); tries += 1) {
      const isFirst = !this.pass;
      const facts = isFirst
        ? { text, key, name: this.name.value, way: this.way.value, store: this.place.store, page: location.href.split(/[?#]/)[0] }
        : { text, key };
      const answer = await this.post(isFirst ? this.place.begin : "/chat/lines/", facts).catch(() => null);
      if (answer?.ok) {
        const said = (await answer.json()) as Partial<Line> & { pass?: string };
        if (said.pass) this.begin(said.pass);
        else if (this.talk && said.number === this.last + 1) this.talk.take(said as Line);
        return;
      }
      if (answer && answer.status < 500) return this.refused(answer, text, key);
      this.cut(true);
      await new Promise((done) => setTimeout(done, Math.min(1000 * 2 ** tries, 10_000)));
    }
  }

  private async refused(answer: Response, text: string, key: string): Promise<void> {
    const said = (await answer.json().catch(() => ({}))) as { why?: string };
    this.unsent.get(key)?.remove();
    this.unsent.delete(key);
    this.text.value = text;
    if (answer.status === 401 || answer.status === 409) this.over();
    this.say(said.why ?? this.word("failed"), true);
  }

  private begin(pass: string): void {
    this.pass = pass;
    if (!this.told.isKnown) localStorage.setItem(KEPT, pass);
    this.hideWho();
    this.listen();
  }

  private listen(): void {
    this.hideWho();
    this.talk = new Talk(this.place.pages, this.told.livePort, () => Promise.resolve(this.pass), {
      line: (line) => this.line(line),
      notice: (notice) => this.notice(notice),
      state: (state) => this.state(state),
      cut: (isCut) => this.cut(isCut),
    });
    void this.talk.run();
  }

  private line(line: Line): void {
    this.last = line.number;
    this.unsent.get(line.key)?.remove();
    this.unsent.delete(line.key);
    const shown = this.add(line.kind, line.text, line.author);
    shown.dataset["number"] = String(line.number);
    if (line.kind !== "in") this.say("");
    if (!this.box.hidden) this.see();
    else if (line.kind !== "in") {
      this.unread += 1;
      this.opener.replaceChildren(this.word("open"), make("b", { textContent: String(this.unread) }));
    }
  }

  private add(kind: string, text: string, author = ""): HTMLLIElement {
    const shown = make("li", { className: kind });
    if (author && kind === "out") shown.append(make("small", { textContent: author }));
    shown.append(linked(text));
    const unsent = this.log.querySelector(".unsent");
    if (unsent && !kind.includes("unsent")) this.log.insertBefore(shown, unsent);
    else this.log.append(shown);
    this.log.scrollTop = this.log.scrollHeight;
    return shown;
  }

  private notice(notice: Notice): void {
    if (notice.typing === "staff") this.say(`${this.told.shop} ${this.word("typing")}`, false, 5000);
    if (notice.seen === "staff") this.seen(notice.number ?? 0);
  }

  private state(state: State): void {
    this.seen(state.staff_seen ?? 0);
    if (state.state === "closed" || state.state === "gone") this.over();
  }

  private seen(number: number): void {
    const mine = [...this.log.querySelectorAll<HTMLLIElement>("li.in[data-number]")];
    const last = mine.filter((line) => Number(line.dataset["number"]) <= number).at(-1);
    this.log.querySelectorAll("li.in small").forEach((old) => old.remove());
    last?.append(make("small", { textContent: this.word("seen") }));
  }

  private over(): void {
    this.talk?.end();
    this.talk = null;
    this.pass = "";
    localStorage.removeItem(KEPT);
    this.hideWho();
  }

  private see(): void {
    if (this.pass && this.last && !document.hidden) void this.post("/chat/notices/", { seen: this.last }).catch(() => undefined);
  }

  private type(): void {
    if (!this.pass || Date.now() - this.typedAt < TYPING_MS) return;
    this.typedAt = Date.now();
    void this.post("/chat/notices/", { typing: true }).catch(() => undefined);
  }

  private cut(isCut: boolean): void {
    if (isCut) this.say(this.word("lost"), true);
    else if (this.hint.textContent === this.word("lost")) this.say("");
  }

  private say(words: string, isTrouble = false, ms = 0): void {
    clearTimeout(this.hintTimer);
    this.hint.textContent = words;
    this.hint.classList.toggle("cut", isTrouble);
    if (ms) this.hintTimer = window.setTimeout(() => this.say(""), ms);
  }

  private post(path: string, facts: object): Promise<Response> {
    const headers: Record<string, string> = { "Content-Type": "application/json", "Accept-Language": this.place.language };
    if (this.pass) headers["Authorization"] = `Bearer ${this.pass}`;
    return fetch(this.place.pages + path, { method: "POST", headers, body: JSON.stringify(facts), signal: AbortSignal.timeout(15_000) });
  }
}

/** Ask what the shop says of its chat; where it does not chat, nothing appears. */
export async function open(place: Place): Promise<void> {
  const answer = await fetch(place.pages + place.look, { headers: { "Accept-Language": place.language } }).catch(() => null);
  if (!answer?.ok) return;
  const told = (await answer.json()) as Told;
  if (told.isOn) new ChatWindow(place, told);
}
