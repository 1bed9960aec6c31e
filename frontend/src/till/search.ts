import type { Found, Goods, Greeting } from "./kinds.ts";
import { chosenStore } from "./basket.ts";
import { fill, icon, make, part } from "./draw.ts";
import { heldFor, isCode } from "./held.ts";
import { isUp, lineFailed } from "./line.ts";
import { findRemembered, keepGoods, keptGoods } from "./memory.ts";
import { money, say, searchKey } from "./page.ts";
import { get } from "./server.ts";

/** One box for customers and goods: typed, scanned, or read by the camera. */
interface Heard {
  customer(found: Found): void;
  goods(found: Goods): void;
  enrol(typed: string): void;
  /** The code of a voucher or a reward: whether it was one. */
  code(typed: string): Promise<boolean>;
}

const DELAY_MS = 60;
let heard: Heard;
let asked = 0;
let offered: Goods[] = [];
let hits: { customers: Found[]; goods: Goods[] } = { customers: [], goods: [] };

const box = (): HTMLInputElement => part("till-search") as HTMLInputElement;
export const goodsOffered = (): Goods[] => offered;

export function watchSearch(listener: Heard): void {
  heard = listener;
  let timer = 0;
  box().addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void look(box().value), DELAY_MS);
  });
  box().addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(timer);
      void lookUp(box().value);
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      part("till-results").querySelector("button")?.focus();
    } else if (event.key === "Escape") clearSearch();
  });
  part("till-results").addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const buttons = [...part("till-results").querySelectorAll("button")];
    const next = buttons.indexOf(document.activeElement as HTMLButtonElement) + step;
    (buttons[next] ?? box()).focus();
  });
}

export function clearSearch(): void {
  asked += 1;
  box().value = "";
  fill("till-results");
}

/** What the store sells most, for one tap; kept for when the line is down. */
export async function loadGoods(): Promise<void> {
  const store = chosenStore();
  if (!store) return;
  try {
    offered = (await get<{ goods: Goods[] }>("goods", { store })).goods;
    await keepGoods(store, offered);
  } catch (failure) {
    if (!lineFailed(failure)) throw failure;
    offered = await keptGoods(store);
  }
}

/** A scan, or Enter: the one who is meant is taken at once. */
export async function lookUp(text: string): Promise<void> {
  if (isCode(text) && (await heard.code(text))) {
    clearSearch();
    return;
  }
  await look(text);
  const { customers, goods } = hits;
  const product = goods.find((one) => one.code.toLowerCase() === text.trim().toLowerCase());
  const customer = customers.find((one) => one.exact) ?? (customers.length === 1 && !goods.length ? customers[0] : undefined);
  if (product) takeGoods(product);
  else if (customer) takeCustomer(customer);
  else if (!customers.length && goods.length === 1) takeGoods(goods[0]!);
  else part("till-results").querySelector("button")?.focus();
}

async function look(typed: string): Promise<void> {
  const text = typed.trim();
  const mine = ++asked;
  if (text.length < 2) {
    hits = { customers: [], goods: [] };
    fill("till-results");
    return;
  }
  const found = await findBoth(text);
  if (mine !== asked) return; // the cashier has typed on
  hits = found;
  show(text);
}

async function findBoth(text: string): Promise<typeof hits> {
  if (isUp()) {
    try {
      const [people, goods] = await Promise.all([
        get<{ customers: Found[] }>("customers", { q: text }),
        /\p{L}/u.test(text) || text.length > 5 ? get<{ goods: Goods[] }>("goods", { q: text, store: chosenStore() }) : { goods: ofOffered(text) },
      ]);
      return { customers: people.customers, goods: goods.goods };
    } catch (failure) {
      if (!lineFailed(failure)) return { customers: [], goods: ofOffered(text) };
    }
  }
  const kept = await findRemembered(text);
  const customers = kept.map((one) => ({ customer: one.customer, name: one.name, phone: `••• ${one.lastDigits}`, member: one.member, exact: false }));
  return { customers, goods: ofOffered(text) };
}

function ofOffered(text: string): Goods[] {
  const words = searchKey(text).split(" ");
  return offered.filter((one) => one.code === text || words.every((word) => searchKey(one.name).includes(word))).slice(0, 8);
}

function show(text: string): void {
  const people = hits.customers.map((one) =>
    make("button", { class: "till-hit", type: "button", click: () => takeCustomer(one) },
      icon(one.member ? "user-heart" : "user"), make("span", { class: "till-hit-name" }, one.name), make("span", { class: "num soft" }, one.phone)),
  );
  const goods = hits.goods.map((one) =>
    make("button", { class: "till-hit", type: "button", click: () => takeGoods(one) },
      icon("package"), make("span", { class: "till-hit-name" }, one.name), make("span", { class: "num soft" }, one.unit_minor === null ? "" : money(one.unit_minor))),
  );
  const nobody = !people.length && make("p", { class: "till-nobody" }, say(isUp() ? "nobody" : "nobody_offline"));
  const enrol = !hits.customers.some((one) => one.exact) && make("button", { class: "till-hit till-hit-new", type: "button", id: "till-enrol", click: () => {
    const typed = box().value.trim() || text; // the cashier may have typed on since this answer
    clearSearch();
    heard.enrol(typed);
  } }, icon("user-plus"), make("span", { class: "till-hit-name" }, isPhone(text) ? say("enrol_phone", { phone: text }) : say("enrol_new")));
  fill("till-results", ...people, ...goods, nobody, enrol);
}

export const isPhone = (text: string): boolean => text.replace(/\D/g, "").length >= 9 && /^[\d\s+().-]+$/.test(text);

function takeCustomer(found: Found): void {
  clearSearch();
  heard.customer(found);
}

function takeGoods(found: Goods): void {
  clearSearch();
  heard.goods(found);
}

/** The greeting of a customer: from the server, else what this device remembers of her. */
export async function greetingOf(found: Found): Promise<Greeting> {
  if (isUp()) {
    try {
      return await get<Greeting>("customers", {}, `${found.customer}/`);
    } catch (failure) {
      if (!lineFailed(failure)) throw failure;
    }
  }
  const kept = (await findRemembered(found.name)).find((one) => one.customer === found.customer);
  return {
    customer: found.customer, name: found.name, phone: found.phone, member: kept?.member ?? found.member, tier: kept?.tier ?? "",
    available: kept?.available ?? 0, pending: 0, owed: 0, expiring: [], birthday_in: null, usual: [], vouchers: heldFor(found.customer), asOf: kept?.at ?? Date.now(),
  };
}
