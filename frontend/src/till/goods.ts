import { addGoods, basket, lineMinor } from "./basket.ts";
import type { Goods, Line } from "./kinds.ts";
import { fill, icon, make, part } from "./draw.ts";
import { count, minorOf, money, say, state } from "./page.ts";
import { goodsOffered } from "./search.ts";

/** What is sold: an amount typed, or goods with quantity and price. */
let changed: () => void;
const SHOWN = 8;

export function watchGoods(heard: () => void): void {
  changed = heard;
  const amount = part("till-amount") as HTMLInputElement;
  amount.addEventListener("input", () => {
    basket.amount = minorOf(amount.value);
    if (!state().digits) amount.value = basket.amount ? count(basket.amount) : "";
    else amount.value = amount.value.replace(/[^\d.,]/g, "");
    changed();
  });
}

export function take(goods: Goods): void {
  addGoods(goods);
  showGoods();
  changed();
  if (!goods.unit_minor) document.getElementById(`till-price-${basket.lines.findIndex((line) => line.product === goods.code)}`)?.focus();
}

export function showGoods(): void {
  (part("till-amount") as HTMLInputElement).value = basket.amount ? String(written(basket.amount)) : "";
  fill("till-lines", ...basket.lines.map(row));
  fill("till-chips", ...goodsOffered().slice(0, SHOWN).map((one) =>
    make("button", { class: "till-chip", type: "button", click: () => take(one) }, one.name, make("span", { class: "num soft" }, one.unit_minor === null ? "" : money(one.unit_minor)))));
}

const written = (minor: number): string => (state().digits ? (minor / 10 ** state().digits).toFixed(state().digits) : count(minor));

function row(line: Line, place: number): HTMLElement {
  const price = make("input", { class: "form-control num", id: `till-price-${place}`, inputmode: "decimal", autocomplete: "off", "aria-label": say("price_of", { name: line.name }), value: written(line.unit_minor) });
  price.addEventListener("change", () => {
    line.unit_minor = minorOf(price.value);
    showGoods();
    changed();
  });
  const step = (by: number): void => {
    line.quantity_milli += by * 1000;
    if (line.quantity_milli <= 0) basket.lines.splice(basket.lines.indexOf(line), 1);
    showGoods();
    changed();
  };
  return make("li", { class: "till-line" },
    make("span", { class: "till-line-name" }, line.name),
    make("span", { class: "till-steps" },
      make("button", { class: "till-icon-button", type: "button", "aria-label": say("one_less", { name: line.name }), click: () => step(-1) }, icon(line.quantity_milli > 1000 ? "minus" : "trash")),
      make("span", { class: "num" }, count(line.quantity_milli / 1000)),
      make("button", { class: "till-icon-button", type: "button", "aria-label": say("one_more", { name: line.name }), click: () => step(1) }, icon("plus"))),
    price,
    make("span", { class: "num till-line-sum" }, money(lineMinor(line))),
  );
}
