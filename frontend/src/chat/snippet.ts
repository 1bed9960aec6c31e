/** For the shop's own site: `<script src="https://…/chat/snippet.js" data-store="3" data-lang="vi" async></script>`. */
import { open } from "./window.ts";

const script = document.querySelector<HTMLScriptElement>('script[src*="/chat/snippet.js"]');
if (script) {
  const store = Number(script.dataset["store"]);
  const language = script.dataset["lang"] || document.documentElement.lang || "vi";
  void open({
    pages: new URL(script.src).origin, look: "/chat/look/", begin: "/chat/begin/", store: store > 0 ? store : null,
    language: language.slice(0, 2),
  });
}
