import { basket, chooseStore, chosenStore } from "./basket.ts";
import { nobody, askToEnrol, showCustomer, takeCustomer, watchCustomer } from "./customer.ts";
import { takeCode } from "./codes.ts";
import { part, watchSheet } from "./draw.ts";
import { showGoods, take, watchGoods } from "./goods.ts";
import { loadHeld } from "./held.ts";
import { onLineChange, showLine, watchLine } from "./line.ts";
import { forgetCustomers } from "./memory.ts";
import { addresses, state } from "./page.ts";
import { changed, finish, showPay, useVoucher, watchPay } from "./pay.ts";
import { scanWithCamera, watchScanner } from "./scan.ts";
import { clearSearch, greetingOf, loadGoods, lookUp, watchSearch } from "./search.ts";
import { askForReturn, askForStore, sayFailed, showQueue, showReceipt } from "./sheets.ts";

/** The till: one screen, the line up or down. */
const search = (): HTMLElement => part("till-search");

function start(): void {
  watchSheet();
  watchCustomer({ changed, goods: take, voucher: useVoucher });
  watchGoods(changed);
  watchPay((kept) => {
    redraw();
    showReceipt(kept, () => search().focus());
  });
  watchSearch({
    customer: (found) => void greetingOf(found).then(takeCustomer).catch(sayFailed),
    goods: (found) => {
      take(found);
      search().focus();
    },
    enrol: askToEnrol,
    code: takeCode,
  });
  watchScanner((code) => void lookUp(code));
  watchKeys();
  onLineChange(() => {
    changed();
    void loadGoods().then(showGoods).catch(sayFailed);
  });
  part("till-scan").addEventListener("click", () => void scanWithCamera((code) => void lookUp(code)));
  part("till-line").addEventListener("click", () => void showQueue());
  part("till-return-open").addEventListener("click", askForReturn);
  part("till-store").addEventListener("click", changeStore);
  redraw();
  void forgetCustomers();
  void loadHeld();
  if (chosenStore()) openStore();
  else changeStore();
  void showLine();
  watchLine();
  if ("serviceWorker" in navigator) void navigator.serviceWorker.register(addresses["worker"] ?? "", { scope: addresses["home"] ?? "" });
}

function redraw(): void {
  showCustomer();
  showGoods();
  showPay();
}

function changeStore(): void {
  askForStore((store) => {
    chooseStore(store);
    openStore();
  });
}

function openStore(): void {
  part("till-store-name").textContent = state().stores.find((store) => store.id === chosenStore())?.name ?? "";
  void loadGoods().then(showGoods).catch(sayFailed);
  changed();
  search().focus();
}

/** `/` or F2 searches, F4 the amount, F8 a return, F9 finishes, as does Enter in the amount. */
function watchKeys(): void {
  const places: Record<string, () => void> = {
    F2: () => search().focus(),
    F4: () => part("till-amount").focus(),
    F8: askForReturn,
    F9: () => void finish(),
  };
  document.addEventListener("keydown", (event) => {
    if ((part("till-sheet") as HTMLDialogElement).open) return;
    const isTyping = event.target instanceof HTMLInputElement;
    if (places[event.key]) {
      event.preventDefault();
      places[event.key]?.();
    } else if (event.key === "/" && !isTyping) {
      event.preventDefault();
      search().focus();
    } else if (event.key.length === 1 && /[\p{L}\d]/u.test(event.key) && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      search().focus(); // the letter follows the focus
    } else if (event.key === "Escape" && !isTyping && basket.customer) nobody();
  });
  part("till-amount").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearSearch();
    void finish();
  });
}

start();
