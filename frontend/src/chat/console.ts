/** The console's chats: lines as they come, who types and who saw; the list moves when any chat does. */
import htmx from "htmx.org";
import { linked, Talk, type Line, type State } from "./talk.ts";

const page = document.querySelector<HTMLElement>("[data-chat]");
const TYPING_MS = 3000;
const csrf = (): string => document.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]')?.value ?? "";

function post(address: string, facts: Record<string, string>): Promise<Response> {
  return fetch(address, { method: "POST", headers: { "X-CSRFToken": csrf() }, body: new URLSearchParams(facts) });
}

function follow(page: HTMLElement): void {
  const { passes = "", lines = "", notices = "", livePort = "0", chat = "0" } = page.dataset;
  const log = page.querySelector<HTMLOListElement>("[data-log]");
  const hint = page.querySelector<HTMLElement>("[data-hint]");
  const form = page.querySelector<HTMLFormElement>("form[data-say]");
  const text = form?.querySelector<HTMLTextAreaElement>("textarea");
  let typedAt = 0, last = 0, hintTimer = 0, seenTo = 0;
  let talk: Talk | null = null;

  const say = (words: string, ms = 0): void => {
    clearTimeout(hintTimer);
    if (hint) hint.textContent = words;
    if (ms) hintTimer = window.setTimeout(() => say(""), ms);
  };
  const seen = (number: number): void => {
    seenTo = Math.max(seenTo, number); // she may have seen a line before it stands here
    log?.querySelectorAll(".chat-seen").forEach((old) => old.remove());
    const mine = [...(log?.querySelectorAll<HTMLElement>(".chat-out") ?? [])];
    const line = mine.filter((one) => Number(one.dataset["number"]) <= seenTo).at(-1);
    line?.append(Object.assign(document.createElement("span"), { className: "chat-seen soft", textContent: page.dataset["seen"] ?? "" }));
  };
  const see = (): void => {
    if (last && !document.hidden) void post(notices, { seen: String(last) }).catch(() => undefined);
  };
  const show = (line: Line): void => {
    last = line.number;
    if (!log || log.querySelector(`[data-number="${line.number}"]`)) return;
    const shown = document.createElement("li");
    shown.className = `chat-line chat-${line.kind}`;
    shown.dataset["number"] = String(line.number);
    const at = new Date(line.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const head = line.kind === "handed" ? `${page.dataset["handed"]} → ${line.author}` : line.author;
    shown.append(Object.assign(document.createElement("span"), { className: "chat-head soft", textContent: [head, at].filter(Boolean).join(" · ") }), linked(line.text));
    log.append(shown);
    seen(seenTo);
    log.scrollTop = log.scrollHeight;
    say("");
    see();
  };
  const board = (): void => void htmx.trigger(document.body, "chats-moved");
  const pass = async (): Promise<string> => {
    const answer = await fetch(passes, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error("signed out");
    return ((await answer.json()) as { pass: string }).pass;
  };
  talk = new Talk(location.origin, Number(livePort), pass, {
    line: (line) => { show(line); board(); },
    notice: (notice) => {
      if (notice.board) board();
      if (String(notice.chat) !== chat) return;
      if (notice.typing === "visitor") say(page.dataset["typing"] ?? "", 5000);
      if (notice.seen === "visitor") seen(notice.number ?? 0);
    },
    state: (state: State) => { seen(state.visitor_seen ?? 0); board(); },
    cut: (isCut) => say(isCut ? (page.dataset["lost"] ?? "") : ""),
  }, lines);
  void talk.run();
  document.addEventListener("visibilitychange", see);

  text?.addEventListener("input", () => {
    if (Date.now() - typedAt < TYPING_MS) return;
    typedAt = Date.now();
    void post(notices, { typing: "yes" }).catch(() => undefined);
  });
  text?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form?.requestSubmit();
  });
  form?.addEventListener("submit", (event) => {
    if (!text?.value.trim()) return;
    event.preventDefault();
    const key = form.querySelector<HTMLInputElement>("[name=key]")!;
    void post(form.action, { text: text.value, key: key.value, quiet: "yes" }).then(async (answer) => {
      if (answer.status !== 204) return say(answer.status === 422 ? await answer.text() : (page.dataset["lost"] ?? ""));
      text.value = "";
      key.value = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    }, () => say(page.dataset["lost"] ?? ""));
  });
}

if (page) follow(page);
