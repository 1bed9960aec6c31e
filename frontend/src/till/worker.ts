/** Opens the till without a line: the page as it was last, and the files it needs. Nothing else is kept here. */
interface Needed {
  page: string;
  files: string[];
  version: string;
}

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Event {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** What of a service worker's scope is used here; the library of types has either pages or workers. */
interface Worker {
  location: Location;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", heard: (event: Lasting) => void): void;
  addEventListener(name: "fetch", heard: (event: Fetching) => void): void;
}

const worker = self as unknown as Worker;
const { page, files, version } = (self as unknown as { QUEN: Needed }).QUEN;
const FILES = `quen-till-files-${version}`;
const PAGE = "quen-till-page";
const PATIENCE_MS = 4000;

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll(files)).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  const old = async (): Promise<void> => {
    for (const name of await caches.keys()) {
      if (name.startsWith("quen-till-files-") && name !== FILES) await caches.delete(name);
    }
    await worker.clients.claim();
  };
  event.waitUntil(old());
});

worker.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== worker.location.origin) return;
  if (event.request.mode === "navigate" && address.pathname === page) event.respondWith(newestPage(event.request));
  else if (files.includes(address.pathname)) {
    event.respondWith(caches.match(event.request, { ignoreVary: true }).then((kept) => kept ?? fetch(event.request)));
  }
});

/** The page from the server where it answers in time, else the one kept. Only the till itself is kept, never a sign-in. */
async function newestPage(request: Request): Promise<Response> {
  const cache = await caches.open(PAGE);
  try {
    const answer = await Promise.race([fetch(request), afterPatience()]);
    if (answer.ok && !answer.redirected) await cache.put(page, answer.clone());
    return answer.status >= 500 ? ((await cache.match(page, { ignoreVary: true })) ?? answer) : answer;
  } catch {
    return (await cache.match(page, { ignoreVary: true })) ?? Response.error();
  }
}

function afterPatience(): Promise<never> {
  return new Promise((_resolve, reject) => setTimeout(() => reject(new Error("no answer in time")), PATIENCE_MS));
}
