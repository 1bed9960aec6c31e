import { addresses, learn } from "./page.ts";
import type { State } from "./kinds.ts";

/** Nobody answered, or not in time, or with something broken: whether it arrived is not known. */
export class NoAnswer extends Error {}
/** The session is over: sign in again, nothing is lost. */
export class SignedOut extends Error {}
/** The server says no, in words; it has written nothing. */
export class Refused extends Error {}

const PATIENCE_MS = 8000;

function token(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

async function request(address: string, options: RequestInit, patience: number): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(address, { ...options, credentials: "same-origin", redirect: "error", signal: AbortSignal.timeout(patience) });
  } catch (failure) {
    throw new NoAnswer(String(failure));
  }
  if (answer.status === 401) throw new SignedOut();
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok && body !== null) return body;
  if (answer.status >= 500 || body === null) {
    if (answer.status === 403) throw new SignedOut(); // the token of another session
    throw new NoAnswer(String(answer.status));
  }
  throw new Refused((body as { problem?: string }).problem ?? String(answer.status));
}

export async function get<Answer>(name: string, query: Record<string, string | number> = {}, tail = ""): Promise<Answer> {
  const asked = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString();
  return (await request(`${addresses[name]}${tail}${asked ? `?${asked}` : ""}`, {}, PATIENCE_MS)) as Answer;
}

export async function post<Answer>(name: string, body: unknown): Promise<Answer> {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
  return (await request(addresses[name] ?? "", { method: "POST", headers, body: JSON.stringify(body) }, PATIENCE_MS)) as Answer;
}

let ahead = 0;

/** Ask whether anybody is there; learn what the owner decided, and how wrong this clock is. */
export async function greetServer(): Promise<void> {
  const news = (await request(addresses["now"] ?? "", {}, 4000)) as State;
  learn(news);
  ahead = Date.now() - Date.parse(news.now);
  localStorage.setItem("quen-till-ahead", String(ahead));
}

/** Now, by the server's clock as far as it is known. */
export function serverTime(): number {
  return Date.now() - (ahead || Number(localStorage.getItem("quen-till-ahead")) || 0);
}
