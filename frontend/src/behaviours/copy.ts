import { say } from "./messages.ts";

/** `data-copy="…"` puts its text on the clipboard and says so. */
export function copyOnClick(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copy]");
    if (!button) return;
    void navigator.clipboard.writeText(button.dataset["copy"] ?? "").then(() => say("copied"));
  });
}
