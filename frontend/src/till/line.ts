import type { KeptSale } from "./kinds.ts";
import { fill, icon, make, part, tell } from "./draw.ts";
import { tellHeld } from "./held.ts";
import { keptSales } from "./memory.ts";
import { addresses, count, say } from "./page.ts";
import { sendAll } from "./queue.ts";
import { greetServer, NoAnswer, Refused, SignedOut } from "./server.ts";

/** The line to the server: up, cut, or up with nobody signed in. Shown always, in words. */
export type Line = "up" | "cut" | "signed_out";

let line: Line = "up";
let sent = 0;
const SLOW_MS = 20_000;
const FAST_MS = 4_000;

export const isUp = (): boolean => line === "up";
const changed = new Set<() => void>();
export const onLineChange = (heard: () => void): void => void changed.add(heard);

/** A request failed: say what that means for the line. True where the line explains it. */
export function lineFailed(failure: unknown): boolean {
  if (failure instanceof NoAnswer) turn("cut");
  else if (failure instanceof SignedOut) turn("signed_out");
  else return false;
  return true;
}

function turn(now: Line): void {
  const before = line;
  line = now;
  if (before !== now) changed.forEach((heard) => heard());
  void showLine();
}

/** Ask the server whether it is there, then send what waits. */
export async function meetServer(): Promise<void> {
  try {
    await greetServer();
    turn("up");
    const before = (await keptSales()).filter((kept) => kept.state === "waiting").length;
    await sendAll((sentence) => tell(sentence, "look"));
    await tellHeld();
    sent += before - (await keptSales()).filter((kept) => kept.state === "waiting").length;
  } catch (failure) {
    if (failure instanceof Refused) {
      tell(failure.message, "harm"); // a role that no longer sells: another person signs in, the sales stay
      turn("signed_out");
    } else if (!lineFailed(failure)) throw failure;
  }
  await showLine();
}

export async function showLine(): Promise<void> {
  const kept = await keptSales();
  const waiting = kept.filter((one) => one.state === "waiting").length;
  const look = kept.filter((one) => one.state === "refused" || (one.state === "sent" && one.problem)).length;
  part("till-line").dataset["line"] = look ? "look" : line;
  fill("till-line", icon(line === "up" ? "circle-check" : line === "cut" ? "wifi-off" : "lock"), make("span", {}, words(waiting, look)));
  const notice = part("till-notice");
  notice.hidden = line !== "signed_out";
  if (line === "signed_out") {
    notice.replaceChildren(
      make("span", {}, say("signed_out", { waiting: count(waiting) })),
      make("a", { class: "btn btn-primary", href: addresses["sign_in"] ?? "" }, say("sign_in")),
    );
  }
}

function words(waiting: number, look: number): string {
  const parts = [say(line === "up" ? "online" : line === "cut" ? "offline" : "no_session")];
  if (waiting) parts.push(say("waiting", { count: count(waiting) }));
  else if (sent) parts.push(say("sent", { count: count(sent) }));
  if (look) parts.push(say("to_look_at", { count: count(look) }));
  return parts.join(" · ");
}

export const needsEyes = (kept: KeptSale): boolean => kept.state === "refused" || (kept.state === "sent" && kept.problem !== "");

export function watchLine(): void {
  addEventListener("online", () => void meetServer());
  addEventListener("offline", () => turn("cut"));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void meetServer();
  });
  const again = (): void => {
    setTimeout(() => void meetServer().finally(again), line === "up" ? SLOW_MS : FAST_MS);
  };
  void meetServer().finally(again);
}
