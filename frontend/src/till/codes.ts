import { basket, chosenStore, newKey } from "./basket.ts";
import { takeCustomer } from "./customer.ts";
import { closeSheet, icon, make, openSheet, part, tell } from "./draw.ts";
import type { Claim, Found } from "./kinds.ts";
import { isUp, lineFailed } from "./line.ts";
import { count, money, say, time } from "./page.ts";
import { useVoucher } from "./pay.ts";
import { greetingOf } from "./search.ts";
import { get, post, Refused } from "./server.ts";

/** A code was scanned or typed: a voucher is taken, a reward that waits is handed over. */
interface Answer {
  voucher?: string | null;
  claim?: Claim | null;
  customer?: Found | null;
}

/** Whether it was the code of a voucher or a reward. */
export async function takeCode(text: string): Promise<boolean> {
  if (isUp()) {
    try {
      const answer = await get<Answer>("codes", { code: text });
      if (answer.claim) showClaim(answer.claim, answer.customer?.name ?? "");
      else if (answer.voucher) await takeVoucher(answer.voucher, answer.customer ?? null);
      return Boolean(answer.claim ?? answer.voucher);
    } catch (failure) {
      if (!lineFailed(failure)) throw failure;
    }
  }
  useVoucher(text); // only vouchers this till holds; of others it says why not
  return true;
}

async function takeVoucher(code: string, owner: Found | null): Promise<void> {
  if (owner && !basket.customer && !basket.enrol) takeCustomer(await greetingOf(owner));
  useVoucher(code);
}

function showClaim(claim: Claim, name: string): void {
  const key = newKey();
  const give = make("button", { class: "btn btn-primary", type: "button", id: "till-hand-over", click: () => {
    give.disabled = true;
    void handOver(claim, key);
  } }, icon("gift"), say("hand_over"));
  openSheet(say("claim"), [
    make("div", { id: "till-claim" },
      make("p", { class: "till-claimed" }, icon("gift"), make("strong", {}, claim.reward)),
      name && make("p", {}, say("claim_for", { name })),
      claim.points > 0 && make("p", { class: "soft" }, say("claim_points", { points: count(claim.points) })),
      ...(claim.can_be_had
        ? [make("p", { class: "soft" }, say("claim_until", { time: time(claim.expires_at) })),
          claim.price_minor > 0 && make("p", { class: "till-due" }, make("span", {}, say("claim_pay")), make("strong", { class: "num" }, money(claim.price_minor))),
          make("div", { class: "till-actions" }, give)]
        : [make("p", { class: "till-harm", role: "alert" }, icon("alert-triangle"), say("claim_over", { state: claim.state }))])),
  ]);
  document.getElementById("till-hand-over")?.focus();
}

async function handOver(claim: Claim, key: string): Promise<void> {
  try {
    const { claim: given } = await post<{ claim: Claim }>("claims", { key, store: chosenStore(), code: claim.code });
    part("till-claim").replaceChildren(
      make("p", { class: "till-done till-good" }, icon("circle-check"), say("handed_over", { reward: given.reward })),
      given.voucher ? make("p", {}, say("claim_voucher", { code: given.voucher })) : "",
      make("div", { class: "till-actions" }, make("button", { class: "btn btn-primary", type: "button", id: "till-next", click: closeSheet }, say("next_customer"))));
    part("till-next").focus();
  } catch (failure) {
    const why = failure instanceof Refused ? failure.message : lineFailed(failure) ? say("claim_needs_line") : null;
    if (why === null) throw failure;
    closeSheet();
    tell(why, "harm");
  }
}
