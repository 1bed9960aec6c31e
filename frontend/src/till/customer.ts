import type { Enrolment, Goods, Greeting } from "./kinds.ts";
import { basket, chosenStore, newKey } from "./basket.ts";
import { fill, icon, make, part, tell } from "./draw.ts";
import { isUp, lineFailed } from "./line.ts";
import { holdAll } from "./held.ts";
import { remember } from "./memory.ts";
import { count, day, money, say, time } from "./page.ts";
import { isPhone } from "./search.ts";
import { post, Refused, serverTime } from "./server.ts";

/** The customer before the till: greeted by name, enrolled in the flow. */
interface Heard {
  changed(): void;
  goods(found: Goods): void;
  voucher(code: string): void;
}

let heard: Heard;
let form: { phone: string; name: string; isNew: boolean } | null = null;
export const watchCustomer = (listener: Heard): void => {
  heard = listener;
};

export function takeCustomer(greeting: Greeting): void {
  basket.customer = greeting;
  basket.enrol = null;
  form = null;
  if (greeting.asOf === undefined) {
    void remember(greeting);
    void holdAll(greeting.vouchers.map((one) => one.code), greeting.customer);
  }
  showCustomer();
  heard.changed();
  part("till-amount").focus();
}

export function nobody(): void {
  basket.customer = null;
  basket.enrol = null;
  basket.redeem = 0;
  form = null;
  showCustomer();
  heard.changed();
}

export function askToEnrol(typed: string): void {
  form = { phone: isPhone(typed) ? typed : "", name: isPhone(typed) ? "" : typed, isNew: true };
  showCustomer();
  (isPhone(typed) ? part("till-enrol-name") : part("till-enrol-phone")).focus();
}

export function showCustomer(): void {
  if (form) fill("till-customer", enrolForm());
  else if (basket.enrol) fill("till-customer", waitingMember(basket.enrol));
  else if (basket.customer) fill("till-customer", card(basket.customer));
  else fill("till-customer");
}

function head(name: string, ...badges: (Node | null)[]): HTMLElement {
  return make("header", { class: "till-who" },
    make("h2", {}, name), ...badges,
    make("button", { class: "till-icon-button", type: "button", "aria-label": say("other_customer"), click: nobody }, icon("x")));
}

function card(greeting: Greeting): HTMLElement {
  return make("section", { class: "till-card", "aria-label": say("customer") },
    head(greeting.name, greeting.tier ? make("span", { class: "till-tier" }, icon("award"), greeting.tier) : null),
    make("p", { class: "soft num till-left" }, greeting.phone),
    greeting.asOf !== undefined && make("p", { class: "till-look" }, icon("wifi-off"), say("as_of", { time: time(greeting.asOf) })),
    ...(greeting.complaints ?? []).map((one) => make("p", { class: "till-look" }, icon("alert-triangle"), say("open_complaint", { day: day(one.on), topic: one.topic }))),
    greeting.birthday_in !== null && make("p", { class: "till-look" }, icon("cake"),
      say(["birthday_today", "birthday_tomorrow"][greeting.birthday_in] ?? "birthday_in", { days: greeting.birthday_in })),
    greeting.member ? points(greeting) : notYetMember(greeting),
    greeting.vouchers.length > 0 && make("div", { class: "till-usual" },
      make("span", { class: "soft" }, say("unused_vouchers")),
      ...greeting.vouchers.map((one) => make("button", { class: "till-chip", type: "button", click: () => heard.voucher(one.code) },
        icon("ticket"), one.name, one.until !== null && make("span", { class: "num soft" }, say("until", { day: day(one.until) })))),
    ),
    greeting.usual.length > 0 && make("div", { class: "till-usual" },
      make("span", { class: "soft" }, say("usual")),
      ...greeting.usual.map((one) => make("button", { class: "till-chip", type: "button", click: () => heard.goods(one) },
        one.name, make("span", { class: "num soft" }, money(one.unit_minor)))),
    ),
  );
}

function points(greeting: Greeting): HTMLElement {
  const soonest = greeting.expiring[0];
  return make("div", { class: "till-points" },
    make("p", {}, make("strong", { class: "num" }, count(greeting.available)), " ", say("points_ready")),
    greeting.pending > 0 && make("p", { class: "soft" }, say("points_pending", { points: count(greeting.pending) })),
    greeting.owed > 0 && make("p", { class: "till-look" }, say("points_owed", { points: count(greeting.owed) })),
    soonest !== undefined && make("p", { class: "soft" }, say("points_expire", { points: count(soonest.points), day: day(soonest.on) })),
  );
}

function notYetMember(greeting: Greeting): HTMLElement {
  return make("div", { class: "till-join" },
    make("p", {}, say("not_member")),
    make("button", { class: "btn btn-plain", type: "button", click: () => {
      form = { phone: greeting.phone.includes("•") ? "" : greeting.phone, name: "", isNew: false };
      showCustomer();
      part("till-enrol-phone").focus();
    } }, icon("user-plus"), say("enrol")));
}

function waitingMember(enrol: Enrolment): HTMLElement {
  return make("section", { class: "till-card", "aria-label": say("customer") },
    head(enrol.name || enrol.phone), make("p", { class: "till-look" }, icon("clock"), say("enrol_waits", { phone: enrol.phone })));
}

function enrolForm(): HTMLElement {
  const { phone, name, isNew } = form!;
  const phoneBox = make("input", { class: "form-control num till-left", id: "till-enrol-phone", inputmode: "tel", autocomplete: "off", maxlength: 30, value: phone });
  const nameBox = make("input", { class: "form-control", id: "till-enrol-name", autocomplete: "off", maxlength: 200, value: name });
  const send = (consent: boolean): void => void enrol({ phone: phoneBox.value.trim(), name: nameBox.value.trim(), consent });
  return make("form", { class: "till-card till-enrol", submit: (event) => {
    event.preventDefault();
    part("till-enrol-yes").focus(); // consent is said, never assumed: Enter goes to the question
  } },
    head(say("new_member")),
    make("div", { class: "till-pair" },
      make("label", {}, make("span", {}, say("phone")), phoneBox),
      isNew && make("label", {}, make("span", {}, say("name_optional")), nameBox)),
    make("p", { class: "till-ask" }, say("consent_question")),
    make("div", { class: "till-choices" },
      make("button", { class: "btn btn-primary", type: "button", id: "till-enrol-yes", click: () => send(true) }, icon("check"), say("enrol_yes")),
      make("button", { class: "btn btn-plain", type: "button", click: () => send(false) }, say("enrol_no"))),
  );
}

async function enrol(told: Enrolment): Promise<void> {
  if (!isPhone(told.phone)) {
    tell(say("phone_needed"), "harm");
    part("till-enrol-phone").focus();
    return;
  }
  if (isUp()) {
    try {
      const said = { key: newKey(), store: chosenStore(), at: new Date(serverTime()).toISOString(), ...told };
      const greeting = await post<Greeting>("enrolments", said);
      tell(say("enrolled", { name: greeting.name }), "good");
      takeCustomer(greeting);
      return;
    } catch (failure) {
      if (failure instanceof Refused) {
          tell(failure.message, "harm");
        return;
      }
      if (!lineFailed(failure)) throw failure;
    }
  }
  form = null;
  basket.customer = null;
  basket.enrol = told;
  showCustomer();
  heard.changed();
  part("till-amount").focus();
}
