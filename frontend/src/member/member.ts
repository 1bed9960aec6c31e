/** What the member's page does on her phone: keep the card for when there is no line, and notice when staff open it. */

import { offerPush } from "./push.ts";

const KEPT = "card";
const card = document.querySelector<HTMLElement>("[data-card]");

async function keep(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/m/worker.js", { scope: "/m/" });
  if (!card) return;
  await navigator.serviceWorker.ready;
  // The first visit came before the worker: keep what the page is made of now.
  const kept = await caches.open(KEPT);
  const parts = performance.getEntriesByType("resource").map((part) => part.name);
  const own = parts.filter((part) => part.startsWith(`${location.origin}/static/`));
  await Promise.all(own.map(async (part) => (await kept.match(part)) ?? kept.add(part)));
  if (!(await kept.match("/m/"))) {
    const page = await fetch("/m/");
    if (page.headers.get("X-Card") === "shown") await kept.put("/m/", page);
  }
  document.documentElement.dataset["kept"] = "yes";
}

/** Without a line the page says since when it is true. */
function tellTheTruth(): void {
  const note = document.querySelector<HTMLElement>("[data-offline]");
  if (!note) return;
  const tell = (): void => {
    note.hidden = navigator.onLine;
  };
  addEventListener("online", () => location.reload());
  addEventListener("offline", tell);
  tell();
}

/** While staff have not opened the card, ask now and then whether they have. */
function waitForStaff(): void {
  if (!document.querySelector("[data-waiting]")) return;
  setInterval(async () => {
    if (document.hidden) return;
    const page = await fetch("/m/", { method: "HEAD" }).catch(() => null);
    if (page && page.headers.get("X-Card") === "shown") location.reload();
  }, 5000);
}

void keep();
void offerPush();
tellTheTruth();
waitForStaff();
