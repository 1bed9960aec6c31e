import type { Enrolment, FinishedSale, Goods, Greeting, Line, Price, SaidSale } from "./kinds.ts";
import { shopClock, state } from "./page.ts";
import { serverTime } from "./server.ts";

/** The sale that is being made. */
export interface Basket {
  key: string;
  customer: Greeting | null;
  enrol: Enrolment | null;
  lines: Line[];
  /** Money typed without naming goods. */
  amount: number;
  redeem: number;
  vouchers: string[];
  /** How it is paid, as far as a rule of the programme asks. */
  paidWith: string[];
}

export const basket: Basket = emptied();

function emptied(): Basket {
  return { key: newKey(), customer: null, enrol: null, lines: [], amount: 0, redeem: 0, vouchers: [], paidWith: [] };
}

export function emptyBasket(): void {
  Object.assign(basket, emptied());
}

/** A UUID, also where the page is not served over HTTPS and `crypto.randomUUID` is missing. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** This device's own number of itself, under which it holds vouchers, and the three letters staff read on its receipts. */
export function deviceKey(): string {
  const key = localStorage.getItem("quen-till-key") ?? newKey();
  localStorage.setItem("quen-till-key", key);
  return key;
}

export function deviceLetters(): string {
  const letters = localStorage.getItem("quen-till-device") ?? Array.from(crypto.getRandomValues(new Uint8Array(3)), (byte) => LETTERS[byte % 32]).join("");
  localStorage.setItem("quen-till-device", letters);
  return letters;
}

export const lineMinor = (line: Line): number => Math.round((line.unit_minor * line.quantity_milli) / 1000);
export const total = (): number => basket.lines.reduce((sum, line) => sum + lineMinor(line), basket.amount);

export function addGoods(goods: Goods): void {
  const same = basket.lines.find((line) => line.product === goods.code);
  if (same) same.quantity_milli += 1000;
  else basket.lines.push({ product: goods.code, name: goods.name, quantity_milli: 1000, unit_minor: goods.unit_minor ?? 0 });
}

export function chosenStore(): number {
  const kept = Number(localStorage.getItem("quen-till-store"));
  const stores = state().stores;
  return stores.some((store) => store.id === kept) ? kept : stores.length === 1 ? (stores[0]?.id ?? 0) : 0;
}

export function chooseStore(store: number): void {
  localStorage.setItem("quen-till-store", String(store));
}

export function said(): SaidSale {
  const lines: SaidSale["lines"] = basket.lines.map((line) => ({
    product: line.product, name: line.name, quantity_milli: line.quantity_milli, amount_minor: lineMinor(line),
  }));
  if (basket.amount || !lines.length) lines.push({ product: "", name: "", quantity_milli: 1000, amount_minor: basket.amount });
  return {
    store: chosenStore(), at: new Date(serverTime()).toISOString(), customer: basket.customer?.customer ?? null,
    lines, redeem_points: basket.redeem, vouchers: basket.vouchers, payment_methods: basket.paidWith, device: deviceKey(),
  };
}

/** The sale with the goods handed over, at the prices that were quoted; null where nobody could be asked. */
export function finished(quoted: Price[] | null): FinishedSale {
  const sale = said();
  for (const price of quoted ?? []) {
    price.lines.forEach((number, place) => {
      const line = sale.lines[number];
      const off = price.off_minor[place] ?? 0;
      if (line && off > 0) Object.assign(line, { price: price.key, price_off_minor: off });
    });
  }
  return { ...sale, key: basket.key, receipt: nextReceipt(), staff_name: state().staff_name, was_offline: false, was_quoted: quoted !== null };
}

const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** A number short enough to type: the day, three letters of this device, a counter. */
function nextReceipt(): string {
  const date = shopClock(serverTime()).day.slice(2).replaceAll("-", "");
  const [lastDay, lastNumber] = (localStorage.getItem("quen-till-receipt") ?? "").split(" ");
  const number = lastDay === date ? Number(lastNumber) + 1 : 1;
  localStorage.setItem("quen-till-receipt", `${date} ${number}`);
  return `${date}-${deviceLetters()}-${String(number).padStart(3, "0")}`;
}
