/** One talk with the server: a stream where it gets through, waiting questions where a proxy holds it back, plain ones else.
 *
 * The pass goes in a header, so no address holds a secret. Every line has a number; whatever way news come, only numbers
 * above the last one count, so that nothing is lost and nothing stands twice.
 */

export interface Line { number: number; kind: string; text: string; author: string; at: string; key: string }
export interface State { state?: string; last?: number; visitor_seen?: number; staff_seen?: number; owner_id?: number | null }
export interface Notice { chat: number; typing?: string; seen?: string; number?: number; board?: boolean; last?: number }
export interface Listener {
  line(line: Line): void;
  notice(notice: Notice): void;
  state(state: State): void;
  cut(isCut: boolean): void;
}

const FIRST_BYTES_MS = 5000;
const SILENCE_MS = 40_000;
const POLL_MS = 3000;
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
type Way = "stream" | "wait" | "ask";

export class Talk {
  private last = 0;
  private way: Way = "stream";
  private live: string;
  private isOver = false;
  private tries = 0;
  private aborter = new AbortController();

  /** `pages`: the installation's address; `pass` is asked again before every stream; `ask`: lines without streams. */
  constructor(
    private pages: string,
    private livePort: number,
    private pass: () => Promise<string>,
    private listener: Listener,
    private ask = "/chat/lines/",
  ) {
    this.live = `${pages}/live/`;
  }

  async run(): Promise<void> {
    while (!this.isOver) {
      try {
        if (this.way === "stream") await this.stream();
        else if (this.way === "wait") await this.once(`${this.live}lines/?after=${this.last}`);
        else {
          await this.once(`${this.pages}${this.ask}?after=${this.last}`);
          await wait(POLL_MS);
        }
        this.tries = 0;
        this.listener.cut(false);
      } catch (failure) {
        if (this.isOver) return;
        if (failure instanceof Refused) {
          this.listener.state({ state: "gone" });
          return;
        }
        this.tries += 1;
        if (this.tries > 1) this.listener.cut(true);
        await wait(Math.min(500 * 2 ** this.tries, 8000) * (0.5 + Math.random() / 2));
      }
    }
  }

  end(): void {
    this.isOver = true;
    this.aborter.abort();
  }

  take(line: Line): void {
    if (line.number <= this.last) return;
    this.last = line.number;
    this.listener.line(line);
  }

  private async stream(): Promise<void> {
    const answer = await this.get(`${this.live}stream/`, FIRST_BYTES_MS, { "Last-Event-ID": String(this.last) });
    if (answer.status === 421) return this.elsewhere();
    if (!answer.ok || !answer.body) throw new Error(String(answer.status));
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let kept = "";
    let patience = FIRST_BYTES_MS;
    for (;;) {
      const part = await Promise.race([reader.read(), wait(patience).then(() => null)]);
      if (part === null) {
        void reader.cancel().catch(() => undefined);
        if (patience === FIRST_BYTES_MS) this.way = "wait"; // a proxy holds it back
        throw new Error("silence");
      }
      if (part.done) return;
      patience = SILENCE_MS;
      this.tries = 0;
      this.listener.cut(false);
      kept += part.value;
      const events = kept.split("\n\n");
      kept = events.pop() ?? "";
      for (const event of events) this.event(event);
    }
  }

  /** The pages answered, so no proxy leads to the streams: they are on a port of their own, or out of reach. */
  private elsewhere(): void {
    const here = new URL(this.pages);
    const beside = `${here.protocol}//${here.hostname}:${this.livePort}/live/`;
    if (this.livePort && here.protocol === "http:" && this.live !== beside) this.live = beside;
    else this.way = "ask";
  }

  private event(text: string): void {
    const kind = /^event: (.*)$/m.exec(text)?.[1];
    const facts = /^data: (.*)$/m.exec(text)?.[1];
    if (!kind || !facts) return;
    const said: unknown = JSON.parse(facts);
    if (kind === "line") this.take(said as Line);
    else if (kind === "notice") this.listener.notice(said as Notice);
    else if (kind === "hello") this.listener.state(said as State);
  }

  private async once(address: string): Promise<void> {
    const answer = await this.get(address, SILENCE_MS);
    if (answer.status === 421) return this.elsewhere();
    if (!answer.ok) throw new Error(String(answer.status));
    const news = (await answer.json()) as { lines: Line[]; notices?: Notice[]; state: State };
    news.lines.forEach((line) => this.take(line));
    news.notices?.forEach((notice) => this.listener.notice(notice));
    this.listener.state(news.state);
  }

  private async get(address: string, patience: number, more: Record<string, string> = {}): Promise<Response> {
    const pass = await this.pass();
    const aborter = (this.aborter = new AbortController());
    const slow = setTimeout(() => aborter.abort(), patience);
    try {
      const headers = { Authorization: `Bearer ${pass}`, ...more };
      const answer = await fetch(address, { headers, cache: "no-store", signal: aborter.signal });
      if (answer.status === 401 || answer.status === 403) throw new Refused();
      return answer;
    } catch (failure) {
      if (!(failure instanceof Refused) && this.live !== `${this.pages}/live/` && this.tries > 1) this.way = "ask";
      throw failure;
    } finally {
      clearTimeout(slow);
    }
  }
}

class Refused extends Error {}

/** Addresses in what was said become links that tell nobody where they were followed from; everything else stays text. */
export function linked(text: string): DocumentFragment {
  const whole = document.createDocumentFragment();
  for (const part of text.split(/(https?:\/\/[^\s<>"']+)/)) {
    if (/^https?:\/\//.test(part) && URL.canParse(part)) {
      const link = document.createElement("a");
      link.href = part;
      link.textContent = part;
      link.rel = "noopener noreferrer nofollow ugc";
      link.target = "_blank";
      whole.append(link);
    } else whole.append(part);
  }
  return whole;
}
