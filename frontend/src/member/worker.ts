// The member's card without a line: the page is kept as it last came, and shown where the shop cannot be reached.
// It never answers for anything but the card: joining and choices need the shop.
export {};

const KEPT = "card";
const PATIENCE_MS = 4000;
const CARD = "/m/";

const worker = self as unknown as {
  addEventListener(kind: string, listener: (event: FetchEvent & ExtendableEvent & NoticeEvent) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void>; openWindow(address: string): Promise<unknown> };
  registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
};
interface NoticeEvent extends Event { data?: { json(): { title: string; body: string; tag: string } }; notification: Notification }
interface ExtendableEvent extends Event { waitUntil(work: Promise<unknown>): void }
interface FetchEvent extends Event { request: Request; respondWith(answer: Promise<Response>): void }

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== location.origin) return;
  if (request.method === "POST") {
    if (address.pathname === `${CARD}forget/`) event.waitUntil(caches.delete(KEPT));
    return;
  }
  if (address.pathname === CARD) event.respondWith(card(request));
  else if (address.pathname.startsWith(`${CARD}c/`)) event.respondWith(followed(request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(built(request));
});

/** A notice from the shop: one of the same tag takes the place of the one before. A tap opens the card. */
worker.addEventListener("push", (event) => {
  const said = event.data?.json();
  if (said) event.waitUntil(worker.registration.showNotification(said.title, { body: said.body, tag: said.tag, icon: `${CARD}icon-192.png` }));
});
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(worker.clients.openWindow(CARD));
});

/** The card as the shop knows it; as it was last known, where the shop is out of reach. */
async function card(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const kept = await caches.open(KEPT);
    if (answer.headers.get("X-Card") === "shown") await kept.put(CARD, answer.clone());
    else if (answer.status < 500) await kept.delete(CARD); // the link has ended: this phone shows nothing any more
    return answer;
  } catch (failure) {
    const last = await caches.match(CARD, { ignoreVary: true });
    if (last) return last;
    throw failure;
  }
}

/** An app on the home screen begins with its link; without a line that is the card as well. */
async function followed(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (failure) {
    const last = await caches.match(CARD, { ignoreVary: true });
    if (last) return last;
    throw failure;
  }
}

/** Built files never change under their name. */
async function built(request: Request): Promise<Response> {
  const last = await caches.match(request.url, { ignoreVary: true });
  if (last) return last;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(KEPT)).put(request.url, answer.clone());
  return answer;
}
