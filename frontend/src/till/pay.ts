import { basket, chosenStore, emptyBasket, finished, newKey, said, total } from "./basket.ts";
import type { KeptSale, Price, Quote, Rule, Spend } from "./kinds.ts";
import { fill, icon, make, part, tell } from "./draw.ts";
import { bare, holdAll, letGo, loadHeld, takesOff, whyNot } from "./held.ts";
import { isUp, lineFailed, showLine } from "./line.ts";
import { dropSale, keepSale, keepSaleUsing, remember, spendRemembered } from "./memory.ts";
import { count, money, say, state } from "./page.ts";
import { sendSale } from "./queue.ts";
import { post, Refused, serverTime } from "./server.ts";

/** What the sale gives and why, what may be spent on it, and its end. */
const DELAY_MS = 120;
let quoted: Quote | null = null;
let refusal = "";
let asked = 0;
let timer = 0;
let done: (kept: KeptSale) => void;
let isFinishing = false;

export function watchPay(whenDone: (kept: KeptSale) => void): void {
  done = whenDone;
  part("till-finish").addEventListener("click", () => void finish());
  part("till-voucher-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const box = part("till-voucher") as HTMLInputElement;
    const code = box.value.trim();
    box.value = "";
    if (code) useVoucher(code);
  });
}

/** Take a voucher; the quote says whether it counts, and without a line what this till holds of it. */
export function useVoucher(code: string): void {
  if (isUp()) void holdAll([code], basket.customer?.customer ?? null);
  if (total() <= 0) tell(say("goods_first"));
  else if (!basket.vouchers.some((other) => bare(other) === bare(code))) {
    const why = isUp() ? null : whyNot(code, [...basket.vouchers, code]);
    if (why !== null) tell(why);
    else basket.vouchers.push(code);
    changed();
  }
}

/** The sale is another one: ask what it gives. */
export function changed(): void {
  clearTimeout(timer);
  asked += 1;
  if (!basket.customer && !basket.enrol) basket.redeem = 0;
  showPay();
  if (isUp() && total() > 0 && chosenStore()) timer = window.setTimeout(() => void ask(), DELAY_MS);
  else {
    quoted = null;
    refusal = "";
    if (!isUp()) keepToOfflineLimits();
    showPay();
  }
}

/** What was chosen while the line was up may be too much without it: say so, and take less. */
function keepToOfflineLimits(): void {
  const { most } = spendable();
  if (basket.redeem > most) {
    basket.redeem = most;
    tell(say("fewer_points_offline", { points: count(most) }));
  }
  for (const code of basket.vouchers) {
    const why = whyNot(code, basket.vouchers);
    if (why === null) continue;
    basket.vouchers = basket.vouchers.filter((other) => other !== code);
    tell(why);
  }
}

async function ask(): Promise<void> {
  const mine = ++asked;
  try {
    const answer = await post<Quote>("quotes", said());
    if (mine !== asked) return;
    quoted = answer;
    refusal = "";
    dropUnused();
  } catch (failure) {
    if (mine !== asked) return;
    quoted = null;
    if (failure instanceof Refused) refusal = failure.message;
    else if (!lineFailed(failure)) throw failure;
  }
  showPay();
}

/** A voucher the quote did not take is not taken: say so, and go on without it. */
function dropUnused(): void {
  const used = quoted!.quote.vouchers_used.map(bare);
  const unused = basket.vouchers.filter((code) => !used.includes(bare(code)));
  if (!unused.length) return;
  basket.vouchers = basket.vouchers.filter((code) => !unused.includes(code));
  tell(say("voucher_refused", { code: unused.join(", ") }), "harm"); // the quote's sentences say why
}

function spendable(): Spend {
  if (quoted) return quoted.spend;
  const { customer } = basket;
  const { point_value_minor: value, offline_points: limit } = state();
  if (isUp() || !customer?.member || !value) return { available: 0, most: 0, value_minor: 0 };
  return { available: customer.available, most: Math.min(limit, customer.available, Math.floor((total() - byVouchers()) / value)), value_minor: value };
}

/** What vouchers take off where nobody can be asked. */
const byVouchers = (): number => (isUp() ? 0 : basket.vouchers.reduce((sum, code) => sum + takesOff(code), 0));

function toPay(): number {
  if (quoted) return quoted.quote.due_minor;
  return total() - byVouchers() - basket.redeem * spendable().value_minor;
}

export function showPay(): void {
  part("till-total").textContent = money(total());
  fill("till-gives", ...gives());
  fill("till-spend", ...spend());
  fill("till-paid", ...paidWith());
  fill("till-vouchers", ...basket.vouchers.map((code) => make("li", {}, icon("ticket"), code,
    make("button", { class: "till-icon-button", type: "button", "aria-label": say("without_voucher", { code }), click: () => {
      basket.vouchers = basket.vouchers.filter((other) => other !== code);
      changed();
    } }, icon("x")))));
  part("till-voucher-form").hidden = total() <= 0;
  fill("till-why", ...(quoted ? why(quoted.quote.rules) : []));
  part("till-why-box").hidden = !quoted?.quote.rules.length;
  fill("till-due", make("span", {}, say("to_pay")), make("strong", { class: "num" }, money(toPay())));
  const button = part("till-finish") as HTMLButtonElement;
  button.disabled = total() <= 0 || isFinishing || !chosenStore();
  part("till-finish-words").textContent = total() > 0 ? say("finish", { due: money(toPay()) }) : say("finish_empty");
}

function gives(): (Node | false)[] {
  if (refusal) return [make("p", { class: "till-harm", role: "alert" }, icon("alert-triangle"), refusal)];
  if (!quoted) {
    if (isUp() || total() <= 0) return [];
    return [
      byVouchers() > 0 && make("p", { class: "till-good" }, icon("ticket"), say("voucher_pays", { money: money(byVouchers()) })),
      make("p", { class: "till-look" }, icon("wifi-off"), say(basket.customer || basket.enrol ? "points_later" : "sold_later")),
    ];
  }
  const { quote } = quoted;
  return [
    quote.member && make("p", { class: "till-earn" }, make("strong", { class: "num" }, `+${count(quote.points_earned)}`), " ", say("points_to_come")),
    ...quote.prices.map((price) => make("p", { class: price.applies ? "till-good" : "soft" }, icon("tag"),
      `${price.name}: ${price.reason}`, takenOff(price) > 0 && make("strong", { class: "num" }, ` −${money(takenOff(price))}`))),
    quote.vouchers_minor > 0 && make("p", { class: "till-good" }, icon("ticket"), say("voucher_pays", { money: money(quote.vouchers_minor) })),
    ...quote.vouchers_issued.map((voucher) => make("p", { class: "till-good" }, icon("ticket"), say("voucher_to_come", { kind: voucher.kind }))),
    ...quote.sentences.map((sentence) => make("p", { class: "soft" }, sentence)),
    ...(quote.tier?.reasons ?? []).map((reason) => make("p", { class: "soft" }, icon("award"), reason)),
  ];
}

const takenOff = (price: Price): number => price.off_minor.reduce((sum, off) => sum + off, 0);

const why = (rules: Rule[]): HTMLElement[] =>
  rules.map((rule) => make("li", { class: rule.fired ? "till-rule till-rule-fired" : "till-rule" },
    icon(rule.fired ? "check" : "minus"),
    make("div", {}, make("strong", {}, rule.name), ...rule.reasons.map((reason) => make("p", {}, reason))),
    make("span", { class: "num" }, rule.fired && rule.points ? `+${count(rule.points)}` : "")));

function spend(): (Node | false)[] {
  const { most, available, value_minor: value } = spendable();
  if (!basket.customer?.member || (most <= 0 && !basket.redeem)) {
    const isLimited = !isUp() && available > 0 && total() > 0;
    return isLimited ? [make("p", { class: "soft" }, say("no_offline_points"))] : [];
  }
  const box = make("input", { class: "form-control num", id: "till-redeem", inputmode: "numeric", autocomplete: "off", "aria-label": say("points_to_spend"), value: basket.redeem ? count(basket.redeem) : "", placeholder: "0" });
  const take = (points: number): void => {
    basket.redeem = Math.max(0, Math.min(points, most));
    if (points > most) tell(say("most_points", { points: count(most) }), "look");
    changed();
  };
  box.addEventListener("change", () => take(Number(box.value.replace(/\D/g, "")) || 0));
  return [
    make("div", { class: "till-redeem" },
      make("label", { for: "till-redeem" }, say("spend_points")), box,
      make("button", { class: "btn btn-plain", type: "button", id: "till-redeem-all", click: () => take(basket.redeem === most ? 0 : most) },
        basket.redeem === most ? say("spend_none") : say("spend_most", { points: count(most) }))),
    make("p", { class: "soft" }, basket.redeem
      ? say("spending", { points: count(basket.redeem), money: money(basket.redeem * value) })
      : say("worth", { points: count(most), money: money(most * value) })),
  ];
}

/** The ways of paying some rule asks for, to be tapped: a sale may be paid in several. */
function paidWith(): Node[] {
  const methods = state().payment_methods ?? [];
  if (!methods.length || total() <= 0) return [];
  const chips = methods.map((method, place) => {
    const isChosen = basket.paidWith.includes(method);
    const tap = (): void => {
      basket.paidWith = isChosen ? basket.paidWith.filter((other) => other !== method) : [...basket.paidWith, method];
      changed();
    };
    return make("button", { class: "till-chip", type: "button", id: `till-paid-${place}`, "aria-pressed": String(isChosen), click: tap },
      isChosen && icon("check"), method);
  });
  return [make("span", { class: "till-paid-words", id: "till-paid-words" }, say("paid_with")),
    make("div", { class: "till-chips", role: "group", "aria-labelledby": "till-paid-words" }, ...chips)];
}

/** Keep the sale first, whatever comes; then tell the server, if it hears. */
export async function finish(): Promise<void> {
  if ((part("till-finish") as HTMLButtonElement).disabled) return;
  isFinishing = true;
  showPay();
  try {
    const kept = await keptNow();
    if (!kept) return;
    const answered = isUp() ? await tellServer(kept) : kept;
    if (!answered) return;
    if (answered.state === "waiting" && basket.customer && basket.redeem) await spendRemembered(basket.customer.customer, basket.redeem);
    await letGo(basket.vouchers);
    if (answered.answer && basket.customer) await remember({ ...basket.customer, ...answered.answer.standing });
    emptyBasket();
    part("till-told").replaceChildren();
    quoted = null;
    done(answered);
  } finally {
    isFinishing = false;
    showPay();
    await showLine();
  }
}

/** The sale, kept on this device; null where another tab of it has used its voucher. */
async function keptNow(): Promise<KeptSale | null> {
  const kept: KeptSale = {
    key: basket.key, order: serverTime(), state: "waiting", sale: finished(quoted?.quote.prices ?? null), enrol: basket.enrol,
    customerName: basket.customer?.name ?? basket.enrol?.name ?? "", redeemedMinor: basket.redeem * spendable().value_minor,
    vouchersMinor: quoted?.quote.vouchers_minor ?? byVouchers(), problem: "", answer: null,
  };
  if (isUp() || !basket.vouchers.length) await keepSale(kept);
  else if (!(await keepSaleUsing(kept, basket.vouchers.map(bare)))) {
    await loadHeld();
    changed();
    return null;
  }
  return kept;
}

/** The sale as answered, or still waiting where nobody answered; null where it was refused and the basket stays. */
async function tellServer(kept: KeptSale): Promise<KeptSale | null> {
  try {
    return await sendSale(kept);
  } catch (failure) {
    if (failure instanceof Refused) {
      await dropSale(kept.key);
      basket.key = newKey();
      refusal = failure.message;
      tell(failure.message, "harm");
      if (kept.sale.lines.some((line) => line.price)) changed(); // perhaps its price holds no more: quote it anew
      return null;
    }
    if (!lineFailed(failure)) throw failure;
    return kept;
  }
}
