import type { Goods, Greeting, KeptSale, KeptVoucher, Remembered } from "./kinds.ts";
import { searchKey, state } from "./page.ts";

/** What this device keeps: sales until the server has them (and the last few after), customers seen lately, vouchers held, goods. */
const SENT_KEPT = 30;
const DAY = 86_400_000;

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("quen-till", 2);
    asked.onupgradeneeded = (event) => {
      asked.result.createObjectStore("vouchers", { keyPath: "code" });
      if (event.oldVersion) return;
      asked.result.createObjectStore("sales", { keyPath: "key" });
      asked.result.createObjectStore("customers", { keyPath: "customer" });
      asked.result.createObjectStore("goods");
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close(); // a newer page of the till waits for this one
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error ?? new Error("IndexedDB"));
  });
  return opened;
}

/** Run one request; a write is finished only when its transaction is. */
async function ask<Answer>(store: string, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<Answer> {
  const base = await database();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(store, mode, mode === "readwrite" ? { durability: "strict" } : {});
    const asked = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(asked.result as Answer);
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB"));
  });
}

export const keepSale = (sale: KeptSale): Promise<void> => ask("sales", "readwrite", (store) => store.put(sale));
export const dropSale = (key: string): Promise<void> => ask("sales", "readwrite", (store) => store.delete(key));

/** Keep a sale that uses vouchers held here, and let go of them, both or neither; false where another tab has used one. */
export async function keepSaleUsing(sale: KeptSale, codes: string[]): Promise<boolean> {
  const base = await database();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(["sales", "vouchers"], "readwrite", { durability: "strict" });
    const vouchers = transaction.objectStore("vouchers");
    for (const code of codes) {
      const found = vouchers.get(code);
      found.onsuccess = () => {
        if ((found.result as KeptVoucher | undefined)?.state === "held") vouchers.delete(code);
        else transaction.abort();
      };
    }
    transaction.objectStore("sales").put(sale);
    transaction.oncomplete = () => resolve(true);
    transaction.onabort = () => (transaction.error ? reject(transaction.error) : resolve(false));
  });
}

export const keptVouchers = (): Promise<KeptVoucher[]> => ask("vouchers", "readonly", (store) => store.getAll());
export const keepVoucher = (voucher: KeptVoucher): Promise<void> => ask("vouchers", "readwrite", (store) => store.put(voucher));
export const dropVoucher = (code: string): Promise<void> => ask("vouchers", "readwrite", (store) => store.delete(code));

/** Every sale this device knows of, oldest first. */
export async function keptSales(): Promise<KeptSale[]> {
  const all = await ask<KeptSale[]>("sales", "readonly", (store) => store.getAll());
  return all.sort((a, b) => a.order - b.order);
}

/** Of the sales that arrived only the last few stay, to print their receipts again. */
export async function forgetOldSales(): Promise<void> {
  const sent = (await keptSales()).filter((kept) => kept.state === "sent" && !kept.problem);
  for (const old of sent.slice(0, Math.max(0, sent.length - SENT_KEPT))) await dropSale(old.key);
}

/** Keep of a customer what finding and greeting her without a line needs, and no more. */
export async function remember(greeting: Greeting): Promise<void> {
  if (!state().remembered) return;
  const kept: Remembered = {
    customer: greeting.customer, name: greeting.name, lastDigits: greeting.phone.replace(/\D/g, "").slice(-4),
    member: greeting.member, tier: greeting.tier, available: greeting.available, at: Date.now(),
  };
  await ask("customers", "readwrite", (store) => store.put(kept));
  await forgetCustomers();
}

/** After an offline sale: what was promised cannot be promised again. */
export async function spendRemembered(customer: number, points: number): Promise<void> {
  const kept = await ask<Remembered | undefined>("customers", "readonly", (store) => store.get(customer));
  if (kept) await ask("customers", "readwrite", (store) => store.put({ ...kept, available: Math.max(0, kept.available - points) }));
}

export async function remembered(): Promise<Remembered[]> {
  const all = await ask<Remembered[]>("customers", "readonly", (store) => store.getAll());
  return all.sort((a, b) => b.at - a.at);
}

/** The owner's limits: how many, how long; and nobody of another person's shift. */
export async function forgetCustomers(): Promise<void> {
  const { remembered: most, kept_days: days, staff } = state();
  const isOthers = localStorage.getItem("quen-till-staff") !== String(staff);
  localStorage.setItem("quen-till-staff", String(staff));
  const all = await remembered();
  const gone = all.filter((kept, place) => isOthers || place >= most || kept.at < Date.now() - days * DAY);
  for (const kept of gone) await ask("customers", "readwrite", (store) => store.delete(kept.customer));
}

/** Customers seen lately, by last digits or the words of their name. */
export async function findRemembered(text: string): Promise<Remembered[]> {
  const digits = text.replace(/\D/g, "");
  const words = searchKey(text).split(" ");
  return (await remembered()).filter((kept) => {
    if (digits.length >= 3 && kept.lastDigits.endsWith(digits.slice(-4))) return true;
    const own = searchKey(kept.name).split(" ");
    return words.every((word) => word && own.some((name) => name.startsWith(word)));
  }).slice(0, 8);
}

export const keepGoods = (store: number, goods: Goods[]): Promise<void> => ask("goods", "readwrite", (kept) => kept.put(goods, store));
export const keptGoods = async (store: number): Promise<Goods[]> => (await ask<Goods[] | undefined>("goods", "readonly", (kept) => kept.get(store))) ?? [];
