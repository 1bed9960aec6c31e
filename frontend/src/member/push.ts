/** Notices on this phone: the browser is asked when she asks, and the shop learns where to send them. */

const place = document.querySelector<HTMLElement>("[data-push]");

/** Base64url as bytes, as `applicationServerKey` wants it. */
function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function tell(address: string, said: Record<string, string>): Promise<boolean> {
  const token = place?.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  const body = new URLSearchParams({ ...said, csrfmiddlewaretoken: token });
  const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => null);
  return answer?.ok ?? false;
}

function keys(subscription: PushSubscription): Record<string, string> {
  const said = subscription.toJSON();
  return { endpoint: subscription.endpoint, p256dh: said.keys?.["p256dh"] ?? "", auth: said.keys?.["auth"] ?? "" };
}

function show(isOn: boolean, denied = false): void {
  if (!place) return;
  const on = place.querySelector<HTMLElement>("[data-push-on]");
  const off = place.querySelector<HTMLElement>("[data-push-off]");
  const told = place.querySelector<HTMLElement>("[data-push-told]");
  if (on) on.hidden = isOn;
  if (off) off.hidden = !isOn;
  if (told) told.textContent = (isOn ? told.dataset["on"] : denied ? told.dataset["denied"] : "") ?? "";
  place.hidden = false;
}

async function turnOn(form: HTMLFormElement, key: string): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") return show(false, true);
  const { pushManager } = await navigator.serviceWorker.ready;
  const asked = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) }).catch(() => null);
  if (!asked || !(await tell(form.action, keys(asked)))) return show(false, true);
  show(true);
}

async function turnOff(address: string): Promise<void> {
  const { pushManager } = await navigator.serviceWorker.ready;
  const there = await pushManager.getSubscription();
  if (there) {
    await tell(address, { endpoint: there.endpoint });
    await there.unsubscribe();
  }
  show(false);
}

/** Show what is so, and do what she taps; a card that is taken off takes its notices along. */
export async function offerPush(): Promise<void> {
  if (!place || !("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return;
  const form = place.querySelector("form");
  const key = place.dataset["push"] ?? "";
  const end = place.dataset["end"] ?? "";
  if (!form) return;
  const { pushManager } = await navigator.serviceWorker.ready;
  let there = await pushManager.getSubscription();
  if (there && "left" in place.dataset) {
    await turnOff(end); // somebody signed out: the browser has to be asked anew
    there = null;
  }
  if (there) void tell(form.action, keys(there)); // the shop may have forgotten it
  show(there !== null);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void (event.submitter?.hasAttribute("data-push-off") ? turnOff(end) : turnOn(form, key));
  });
  document.querySelector<HTMLFormElement>("[data-forget]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const card = event.currentTarget as HTMLFormElement;
    void turnOff(end).finally(() => card.submit());
  });
}
