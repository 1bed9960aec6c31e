import type { Greeting, KeptSale, Receipt } from "./kinds.ts";
import { forgetOldSales, keepSale, keptSales } from "./memory.ts";
import { say } from "./page.ts";
import { post, Refused } from "./server.ts";

interface Answer {
  receipt: Receipt;
  conflict: string;
}

let sending = false;

/** Send one kept sale, its enrolment before it. The same key is counted once, however often it is sent. */
export async function sendSale(kept: KeptSale): Promise<KeptSale> {
  let ready = kept;
  if (kept.enrol && kept.sale.customer === null) {
    const { key, store, at } = kept.sale;
    const greeting = await post<Greeting>("enrolments", { key, store, at, ...kept.enrol });
    ready = { ...kept, sale: { ...kept.sale, customer: greeting.customer }, customerName: greeting.name };
    await keepSale(ready);
  }
  const { receipt, conflict } = await post<Answer>("sales", ready.sale);
  const sent: KeptSale = { ...ready, state: "sent", answer: receipt, problem: conflict };
  await keepSale(sent);
  return sent;
}

/** Send everything that waits, in its order. What is refused stays, with the reason. Raises NoAnswer, SignedOut. */
export async function sendAll(told: (sentence: string) => void): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    for (const kept of await keptSales()) {
      if (kept.state !== "waiting") continue;
      try {
        const sent = await sendSale({ ...kept, sale: { ...kept.sale, was_offline: true } });
        if (sent.problem) told(`${sent.sale.receipt}: ${sent.problem}`);
      } catch (failure) {
        if (!(failure instanceof Refused)) throw failure;
        await keepSale({ ...kept, state: "refused", problem: failure.message });
        told(say("sale_refused", { receipt: kept.sale.receipt, why: failure.message }));
      }
    }
    await forgetOldSales();
  } finally {
    sending = false;
  }
}
