import type { State } from "./kinds.ts";

/** What the page brought with it: words, addresses, and what the server knew when it was made. */
function given<Kind>(id: string): Kind {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null") as Kind;
}

export const addresses = given<Record<string, string>>("till-addresses");
const words = given<Record<string, string>>("till-words");
const language = document.documentElement.lang || "vi";

let known = given<State>("till-state");
export const state = (): State => known;
export const learn = (news: State): void => {
  known = news;
};

/** The words of `key` with their facts filled in; one point has words of its own. */
export function say(key: string, facts: Record<string, string | number> = {}): string {
  const text = (facts.points === "1" ? words[`${key}_one`] : undefined) ?? words[key];
  if (text === undefined) throw new Error(`the till has no words for ${key}`);
  return text.replace(/%\((\w+)\)s/g, (_all, name: string) => String(facts[name] ?? ""));
}

const numbers = new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB");
const SIGNS: Record<string, string> = { VND: "₫", USD: "$", EUR: "€", GBP: "£", JPY: "¥" };

export const count = (number: number): string => numbers.format(number);

const TO_THE_MINUTE: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" };

/** A moment as the shop's clock shows it, whatever zone this device is set to. */
export function time(at: string | number): string {
  return new Intl.DateTimeFormat(language === "vi" ? "vi-VN" : "en-GB", { ...TO_THE_MINUTE, timeZone: known.zone }).format(new Date(at));
}

/** The shop's day as `2026-11-26`, its time as `08:30`, and its weekday (Monday is 0) at a moment. */
export function shopClock(at: number): { day: string; clock: string; weekday: number } {
  const parts = new Intl.DateTimeFormat("en-GB", { ...TO_THE_MINUTE, hourCycle: "h23", timeZone: known.zone }).formatToParts(new Date(at));
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  const day = `${part("year")}-${part("month")}-${part("day")}`;
  return { day, clock: `${part("hour")}:${part("minute")}`, weekday: (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7 };
}

export function day(iso: string): string {
  const [year, month, date] = iso.slice(0, 10).split("-");
  return `${date}/${month}/${year}`;
}

export function money(minor: number): string {
  const { currency, digits } = known;
  const amount = new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${amount.format(minor / 10 ** digits)} ${SIGNS[currency] ?? currency}`;
}

/** The amount typed, in minor units: `95.000`, `95000`, with two digits after the last mark where the currency has them. */
export function minorOf(written: string): number {
  const { digits } = known;
  const cleaned = written.replace(/[^\d.,]/g, "");
  if (!digits) return Number(cleaned.replace(/\D/g, "").slice(0, 13)) || 0;
  const found = /^(.*?)[.,](\d{1,2})$/.exec(cleaned);
  const [whole, part] = found ? [found[1] ?? "", (found[2] ?? "").padEnd(digits, "0")] : [cleaned, "0".repeat(digits)];
  return Number((whole.replace(/\D/g, "") + part).slice(0, 13)) || 0;
}

/** The name without diacritics, in lower case, as `kernel.names.search_key` makes it. */
export const searchKey = (name: string): string =>
  name.replace(/[đĐ]/g, "d").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/).filter(Boolean).join(" ");
