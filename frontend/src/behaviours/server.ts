import htmx from "htmx.org";
import { say } from "./messages.ts";

interface Exchange {
  request: { method: string; headers: Record<string, string> };
  response?: { status: number; raw: Response };
}

const exchange = (event: Event): Exchange => (event as CustomEvent<{ ctx: Exchange }>).detail.ctx;

function csrfToken(): string {
  return document.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]')?.value ?? "";
}

/** Requests of htmx: Django's token on every write, a sentence for every failure, the sign-in when the session ended. */
export function speakToServer(): void {
  // Forms with errors come back as 422 and are shown in place; a page meant for a whole window is not.
  Object.assign(htmx.config, { noSwap: [204, 304, 403, 404, 413, 429, "5xx"], defaultSwap: "outerHTML" });

  document.addEventListener("htmx:config:request", (event) => {
    const { request } = exchange(event);
    if (request.method !== "GET") request.headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:before:response", (event) => {
    const answer = exchange(event).response?.raw;
    if (!answer?.redirected || !new URL(answer.url).pathname.includes("/account/")) return;
    event.preventDefault();
    location.assign(answer.url);
  });
  document.addEventListener("htmx:response:error", (event) => {
    if (exchange(event).response?.status !== 422) say("refused");
  });
  document.addEventListener("htmx:error", () => say("offline"));
}
