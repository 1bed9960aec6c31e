import { basket, chosenStore, deviceKey, deviceLetters, total } from "./basket.ts";
import { tell } from "./draw.ts";
import type { Held, KeptVoucher } from "./kinds.ts";
import { dropVoucher, keepVoucher, keptSales, keptVouchers } from "./memory.ts";
import { money, say, shopClock, state, time } from "./page.ts";
import { NoAnswer, post, Refused, serverTime, SignedOut } from "./server.ts";

/** Vouchers this till holds: while the line is cut it may use them, and nobody else can. */
const ASK_AGAIN_MS = 600_000;
const DAY_MS = 86_400_000;
let known = new Map<string, KeptVoucher>();

interface Answer {
  held: Held[];
  refused: { code: string; why: string; is_asked: boolean }[];
  lost: string[];
}

interface Told {
  store?: number;
  customer?: number | null;
  codes?: string[];
  holds?: string[];
  gives_back?: string[];
}

export const bare = (code: string): string => code.replace(/[\s-]/g, "").toUpperCase();

/** What is held and in no sale that waits: one kept a moment before the page died has its voucher still among those held. */
export async function loadHeld(): Promise<void> {
  const used = await inUnsentSales();
  known = new Map((await keptVouchers()).filter((voucher) => !used.has(voucher.code)).map((voucher) => [voucher.code, voucher]));
}

async function inUnsentSales(): Promise<Set<string>> {
  return new Set((await keptSales()).filter((kept) => kept.state !== "sent").flatMap((kept) => kept.sale.vouchers.map(bare)));
}

const tellServer = (told: Told): Promise<Answer> =>
  post<Answer>("leases", { store: chosenStore(), device: deviceKey(), till: deviceLetters(), ...told });

/** Ask to hold vouchers of the customer, or of a scan. Whatever becomes of it, the sale goes on. */
export async function holdAll(codes: string[], customer: number | null): Promise<void> {
  if (!codes.length || !state().offline_voucher_minor || !chosenStore()) return;
  try {
    await hold(codes, customer);
  } catch (failure) {
    if (!isNothingNew(failure)) throw failure;
  }
}

async function hold(codes: string[], customer: number | null): Promise<void> {
  const answer = await tellServer({ codes, customer });
  const common = { store: chosenStore(), staff: state().staff, at: Date.now(), customer };
  for (const held of answer.held) await keepVoucher({ ...common, code: held.code, state: "held", held, why: "", isAsked: false });
  for (const { code, why, is_asked: isAsked } of answer.refused) {
    const first = known.get(code); // asked again and again, it is asked for ten minutes in all
    const at = first?.state === "refused" && first.customer === customer ? first.at : common.at;
    await keepVoucher({ ...common, at, code, state: "refused", held: null, why, isAsked });
    if (isAsked && basket.vouchers.some((own) => bare(own) === code)) tell(say("voucher_asked_back", { code, why }));
  }
  await loadHeld();
}

/** The line is up and all sales are sent: tell what is held, give back what is not wanted, ask again for what others hold. */
export async function tellHeld(): Promise<void> {
  await letOldGo();
  const all = await keptVouchers();
  const unsent = await inUnsentSales();
  const back = all.filter((one) => one.state === "going_back" && !unsent.has(one.code));
  const holds = all.filter((one) => one.state === "held").map((one) => one.code);
  if ((holds.length || back.length) && chosenStore()) {
    for (const store of new Set(back.map((one) => one.store))) {
      const codes = back.filter((one) => one.store === store).map((one) => one.code);
      await tellServer({ store, gives_back: codes });
      for (const code of codes) await dropVoucher(code);
    }
    const { lost } = await tellServer({ holds });
    for (const one of all.filter((each) => lost.includes(each.code))) await keepVoucher({ ...one, state: "going_back" });
    if (lost.length) {
      await tellServer({ gives_back: lost });
      for (const code of lost) await dropVoucher(code);
    }
  }
  for (const one of all.filter((each) => each.state === "refused" && each.isAsked)) await hold([one.code], one.customer);
  await loadHeld();
}

/** What ran out, is of another store or of another person's shift goes back; what was refused long ago is forgotten. */
async function letOldGo(): Promise<void> {
  for (const one of await keptVouchers()) {
    const isOver = one.held !== null && Date.parse(one.held.expires_at) <= serverTime();
    const isOthers = one.store !== chosenStore() || one.staff !== state().staff;
    if (one.state === "held" && (isOver || isOthers)) await keepVoucher({ ...one, state: "going_back" });
    if (one.state !== "refused") continue;
    if (isOthers || one.at < Date.now() - DAY_MS) await dropVoucher(one.code);
    else if (one.isAsked && one.at < Date.now() - ASK_AGAIN_MS) await keepVoucher({ ...one, isAsked: false });
  }
}

const isNothingNew = (failure: unknown): boolean => failure instanceof NoAnswer || failure instanceof SignedOut || failure instanceof Refused;

/** A sale has them now, sent or waiting: this till cannot use them again. */
export async function letGo(codes: string[]): Promise<void> {
  for (const code of codes) await dropVoucher(bare(code));
  await loadHeld();
}

/** Her vouchers that may be used while the line is cut. */
export const heldFor = (customer: number): { code: string; name: string; until: string | null }[] =>
  [...known.values()].filter((one) => one.state === "held" && one.customer === customer)
    .map(({ code, held }) => ({ code, name: held!.name, until: held!.until }));

/** Why a voucher cannot be used on this sale while the line is cut, in words; null where it can. `together`: all of the sale. */
export function whyNot(code: string, together: string[]): string | null {
  const voucher = known.get(bare(code));
  const held = voucher?.held;
  const { offline_voucher_minor: most } = state();
  if (!most) return say("no_offline_vouchers");
  if (voucher?.state === "refused") return say("voucher_not_held_why", { code, why: voucher.why });
  if (voucher?.state !== "held" || !held || voucher.store !== chosenStore()) return say("voucher_not_held", { code });
  if (Date.parse(held.expires_at) <= serverTime()) return say("voucher_ran_out", { code, time: time(held.expires_at) });
  if (held.customer !== null && held.customer !== (basket.customer?.customer ?? null)) return say("voucher_of_other", { code });
  if (!isNow(held)) return say("voucher_not_now", { code });
  if (together.length > 1) return say("one_voucher_offline");
  if (total() < held.minimum_minor) return say("voucher_minimum", { code, money: money(held.minimum_minor) });
  if (takesOff(code) > most) return say("voucher_too_much", { code, money: money(takesOff(code)), most: money(most) });
  return null;
}

/** What a held voucher takes off the sale, to the same unit as the server counts it. */
export function takesOff(code: string): number {
  const held = known.get(bare(code))?.held;
  if (!held) return 0;
  const percent = Math.floor((total() * held.percent) / 100);
  return Math.min(total(), held.percent ? Math.min(percent, held.cap_minor ?? percent) : held.amount_minor);
}

/** Whether it counts today and at this hour, by the clock of the shop the till stands in. */
function isNow(held: Held): boolean {
  const { day, clock, weekday } = shopClock(serverTime());
  if (held.until !== null && held.until < day) return false;
  if (held.weekdays.length && !held.weekdays.includes(weekday)) return false;
  return !held.hours.length || held.hours.some((span) => {
    const [start = "", end = ""] = span.split("-");
    return start < end ? start <= clock && clock < end : clock >= start || clock < end;
  });
}

const LETTERS = /^[2-9A-HJKMNP-Z]{12}$/;
/** Whether it is a code of a voucher or a reward, by its form. */
export const isCode = (text: string): boolean => LETTERS.test(bare(text.trim()));
