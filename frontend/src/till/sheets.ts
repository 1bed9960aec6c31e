import { chosenStore, newKey } from "./basket.ts";
import type { KeptSale, Receipt, Refund, ReturnableReceipt } from "./kinds.ts";
import { closeSheet, icon, make, openSheet, part, tell } from "./draw.ts";
import { isUp, lineFailed, meetServer, needsEyes, showLine } from "./line.ts";
import { dropSale, keepSale, keptSales } from "./memory.ts";
import { count, day, money, say, state, time } from "./page.ts";
import { get, post, Refused } from "./server.ts";

/** What lies over the till: the receipt, the sales that wait, a return. */
export function showReceipt(kept: KeptSale, next: () => void): void {
  const body = [
    kept.state === "waiting"
      ? make("p", { class: "till-done till-look" }, icon("wifi-off"), say("kept_for_later"))
      : make("p", { class: "till-done till-good" }, icon("circle-check"), say("done")),
    kept.problem ? make("p", { class: "till-harm" }, icon("alert-triangle"), kept.problem) : null,
    slip(kept),
    make("div", { class: "till-actions" },
      make("button", { class: "btn btn-plain", type: "button", click: () => print() }, icon("printer"), say("print")),
      make("button", { class: "btn btn-primary", type: "button", id: "till-next", click: closeSheet }, say("next_customer"))),
  ];
  openSheet(say("receipt_of", { receipt: kept.sale.receipt }), body, { closed: next, kind: "till-sheet-receipt" });
  part("till-next").focus();
}

/** The receipt as it is printed or shown. */
function slip(kept: KeptSale): HTMLElement {
  const { sale, answer } = kept;
  const store = state().stores.find((one) => one.id === sale.store);
  const all = sale.lines.reduce((sum, line) => sum + line.amount_minor, 0);
  const byPrices = sale.lines.reduce((sum, line) => sum + (line.price_off_minor ?? 0), 0);
  const byVouchers = answer?.vouchers_minor ?? kept.vouchersMinor ?? 0; // sales kept by an older page have none
  const redeemed = answer?.redeemed_minor ?? kept.redeemedMinor;
  return make("article", { class: "till-slip", id: "till-slip" },
    make("header", {}, make("strong", {}, state().business), ...(state().registered ?? []).map((line) => make("p", {}, line)), make("p", {}, store?.name ?? ""), store?.address ? make("p", {}, store.address) : null,
      make("p", { class: "num" }, `${sale.receipt} · ${time(sale.at)}`)),
    make("table", {}, make("tbody", {},
      ...sale.lines.map((line) => pair(line.name ? `${count(line.quantity_milli / 1000)} × ${line.name}` : say("goods"), money(line.amount_minor))),
      pair(say("total"), money(all), "till-slip-total"),
      byPrices > 0 && pair(say("member_price"), `−${money(byPrices)}`),
      redeemed > 0 && pair(say("paid_with_points", { points: count(answer?.points_redeemed ?? sale.redeem_points) }), `−${money(redeemed)}`),
      byVouchers > 0 && pair(say("paid_with_vouchers"), `−${money(byVouchers)}`),
      pair(say("to_pay"), money(answer?.due_minor ?? all - byPrices - redeemed - byVouchers), "till-slip-total"))),
    ...(kept.customerName ? [make("p", {}, say("thanks", { name: kept.customerName }))] : []),
    ...(answer ? pointsOf(answer) : sale.customer || kept.enrol ? [make("p", {}, say("points_later"))] : []),
    make("p", { class: "soft" }, state().staff_name),
    answer?.survey ? ask(answer.survey) : null,
  );
}

/** What the receipt asks, and the code to answer it by. */
function ask(survey: { code: string }): HTMLElement {
  const code = make("div", { class: "till-slip-code" });
  code.innerHTML = survey.code; // drawn by our own server
  return make("div", { class: "till-slip-ask" }, make("p", {}, say("ask")), code);
}

function pair(label: string, value: string, kind = ""): HTMLElement {
  return make("tr", { class: kind }, make("td", {}, label), make("td", { class: "num" }, value));
}

function pointsOf(answer: Receipt): HTMLElement[] {
  const told: (string | false)[] = [
    answer.member && say("earned", { points: count(answer.points_earned) }),
    answer.member && say("balance", { points: count(answer.standing.available) }),
    answer.member && answer.standing.pending > 0 && say("points_pending", { points: count(answer.standing.pending) }),
    answer.standing.owed > 0 && say("points_owed", { points: count(answer.standing.owed) }),
    ...(answer.tier?.reasons ?? []),
    ...answer.vouchers_issued.map((voucher) => say("voucher_given", { code: voucher.code || voucher.kind, day: voucher.until ? day(voucher.until) : "" })),
    ...answer.sentences,
  ];
  return told.filter((one): one is string => Boolean(one)).map((one) => make("p", {}, one));
}

/** The sales this device still has: waiting, to be looked at, and the last ones sent. */
export async function showQueue(): Promise<void> {
  const kept = (await keptSales()).reverse();
  const parts = [
    make("p", { class: "soft" }, say(isUp() ? "queue_up" : "queue_cut")),
    isUp() && kept.some((one) => one.state === "waiting")
      ? make("button", { class: "btn btn-primary", type: "button", click: () => void meetServer().then(showQueue) }, icon("send"), say("send_now"))
      : null,
    kept.length ? make("ul", { class: "till-queue" }, ...kept.map(queued)) : make("p", { class: "till-empty" }, say("queue_empty")),
  ];
  openSheet(say("queue"), parts);
}

function queued(kept: KeptSale): HTMLElement {
  const all = kept.sale.lines.reduce((sum, line) => sum + line.amount_minor, 0);
  const again = async (): Promise<void> => {
    await keepSale({ ...kept, state: "waiting", problem: "" });
    await meetServer();
    await showQueue();
  };
  const drop = async (): Promise<void> => {
    if (!confirm(say("drop_sure", { receipt: kept.sale.receipt, money: money(all) }))) return;
    await dropSale(kept.key);
    await showLine();
    await showQueue();
  };
  const seen = async (): Promise<void> => {
    await keepSale({ ...kept, problem: "" });
    await showLine();
    await showQueue();
  };
  return make("li", { class: `till-queued till-queued-${needsEyes(kept) ? "look" : kept.state}` },
    make("div", {}, make("strong", { class: "num" }, kept.sale.receipt), make("span", { class: "soft num" }, time(kept.sale.at)),
      kept.customerName && make("span", {}, kept.customerName), make("span", { class: "till-state" }, say(`state_${kept.state}`))),
    make("strong", { class: "num" }, money(all)),
    kept.problem && make("p", { class: "till-harm" }, kept.problem),
    make("div", { class: "till-actions" },
      kept.state === "refused" && make("button", { class: "btn btn-plain", type: "button", click: () => void again() }, icon("refresh"), say("try_again")),
      kept.state === "refused" && make("button", { class: "btn btn-harm", type: "button", click: () => void drop() }, say("drop")),
      kept.state === "sent" && kept.problem !== "" && make("button", { class: "btn btn-plain", type: "button", click: () => void seen() }, icon("check"), say("seen")),
      kept.state === "sent" && make("button", { class: "btn btn-quiet", type: "button", click: () => showReceipt(kept, () => undefined) }, icon("receipt"), say("receipt"))),
  );
}

export function askForReturn(): void {
  const box = make("input", { class: "form-control num till-left", id: "till-return-receipt", autocomplete: "off", autocapitalize: "characters", maxlength: 100, placeholder: "251126-K7Q-001" });
  const form = make("form", { class: "till-return", submit: (event) => {
    event.preventDefault();
    void lookAtReceipt(box.value.trim());
  } },
    make("label", { for: "till-return-receipt" }, say("receipt_number")), box,
    make("button", { class: "btn btn-primary", type: "submit" }, icon("search"), say("find_receipt")));
  openSheet(say("return"), isUp() ? [form, make("div", { id: "till-return" })] : [make("p", { class: "till-look" }, icon("wifi-off"), say("return_needs_line"))]);
  document.getElementById("till-return-receipt")?.focus();
}

function problem(failure: unknown): void {
  const why = failure instanceof Refused ? failure.message : lineFailed(failure) ? say("return_needs_line") : null;
  if (why === null) throw failure;
  part("till-return").replaceChildren(make("p", { class: "till-harm", role: "alert" }, icon("alert-triangle"), why));
}

async function lookAtReceipt(receipt: string): Promise<void> {
  if (!receipt) return;
  try {
    showReturnable(await get<ReturnableReceipt>("receipts", { store: chosenStore(), receipt }));
  } catch (failure) {
    problem(failure);
  }
}

function showReturnable(found: ReturnableReceipt): void {
  const back = new Map(found.lines.map((line) => [line.line, line.left_milli]));
  const key = newKey();
  const take = make("button", { class: "btn btn-primary", type: "button", id: "till-take-back", click: () => {
    take.disabled = true;
    void takeBack(found, back, key);
  } }, icon("receipt-refund"), say("take_back"));
  const rows = found.lines.map((line) => {
    const shown = make("span", { class: "num" });
    const show = (): void => {
      shown.textContent = `${count((back.get(line.line) ?? 0) / 1000)} / ${count(line.left_milli / 1000)}`;
      take.disabled = [...back.values()].every((milli) => milli === 0);
    };
    const step = (by: number): void => {
      const now = back.get(line.line) ?? 0;
      back.set(line.line, Math.max(0, Math.min(line.left_milli, now + by)));
      show();
    };
    show();
    const size = line.quantity_milli % 1000 || !line.quantity_milli ? line.left_milli : 1000;
    return make("li", { class: "till-line" }, make("span", { class: "till-line-name" }, line.name || say("goods")),
      make("span", { class: "till-steps" },
        make("button", { class: "till-icon-button", type: "button", "aria-label": say("one_less", { name: line.name }), click: () => step(-size) }, icon("minus")), shown,
        make("button", { class: "till-icon-button", type: "button", "aria-label": say("one_more", { name: line.name }), click: () => step(size) }, icon("plus"))),
      make("span", { class: "num till-line-sum" }, money(line.amount_minor)));
  });
  part("till-return").replaceChildren(
    make("p", {}, `${time(found.bought_at)}${found.customer ? ` · ${found.customer}` : ""} · `, make("strong", { class: "num" }, money(found.amount_minor))),
    make("p", { class: "soft" }, say("return_how")),
    make("ul", { class: "till-lines" }, ...rows), make("div", { class: "till-actions" }, take));
  take.focus();
}

async function takeBack(found: ReturnableReceipt, back: Map<number, number>, key: string): Promise<void> {
  const isWhole = found.lines.every((line) => back.get(line.line) === line.left_milli);
  const lines = [...back].filter(([, milli]) => milli > 0).map(([line, milli]) => {
    const own = found.lines.find((one) => one.line === line)!;
    return own.quantity_milli && milli !== own.left_milli ? { line, quantity_milli: milli } : { line };
  });
  try {
    showRefund(await post<Refund>("returns", { key, store: chosenStore(), receipt: found.receipt, bought_on: found.bought_on, lines: isWhole ? null : lines }));
  } catch (failure) {
    problem(failure);
  }
}

function showRefund(refund: Refund): void {
  const told = [
    refund.points_taken > 0 && say("points_taken", { points: count(refund.points_taken) }),
    refund.points_restored > 0 && say("points_restored", { points: count(refund.points_restored) }),
    refund.points_owed > 0 && say("points_now_owed", { points: count(refund.points_owed) }),
    refund.member && say("balance", { points: count(refund.standing.available) }),
    ...refund.sentences,
  ].filter((one): one is string => Boolean(one));
  part("till-return").replaceChildren(
    make("p", { class: "till-done till-good" }, icon("circle-check"), say("returned")),
    make("p", { class: "till-due" }, make("span", {}, say("give_back")), make("strong", { class: "num" }, money(refund.refund_minor))),
    ...told.map((one) => make("p", {}, one)),
    make("div", { class: "till-actions" }, make("button", { class: "btn btn-primary", type: "button", id: "till-next", click: closeSheet }, say("next_customer"))));
  part("till-next").focus();
}

export function askForStore(chosen: (store: number) => void): void {
  const stores = state().stores;
  openSheet(say("choose_store"), [
    stores.length ? make("div", { class: "till-stores" }, ...stores.map((store) =>
      make("button", { class: "till-hit", type: "button", click: () => {
        chosen(store.id);
        closeSheet();
      } }, icon("building-store"), make("span", { class: "till-hit-name" }, store.name))))
      : make("p", { class: "till-empty" }, say("no_store")),
  ]);
}

export const sayFailed = (failure: unknown): void => {
  if (failure instanceof Refused) tell(failure.message, "harm");
  else if (!lineFailed(failure)) throw failure;
};
