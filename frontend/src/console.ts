import { askBeforeHarm } from "./behaviours/ask.ts";
import { chooseMany } from "./behaviours/bulk.ts";
import { copyOnClick } from "./behaviours/copy.ts";
import { dropFiles } from "./behaviours/drop.ts";
import { showWhereWeAre } from "./behaviours/here.ts";
import { followKeys } from "./behaviours/keys.ts";
import { closeMenus } from "./behaviours/menus.ts";
import { closeMessages } from "./behaviours/messages.ts";
import { speakToServer } from "./behaviours/server.ts";
import { submitOnChange } from "./behaviours/submit.ts";
import { switchTheme } from "./behaviours/theme_switch.ts";

speakToServer();
askBeforeHarm();
chooseMany();
copyOnClick();
dropFiles();
followKeys();
closeMenus();
closeMessages();
submitOnChange();
switchTheme();
showWhereWeAre();

/** Charts weigh more than all the rest together: only a page that has one loads them. */
async function drawCharts(within: ParentNode): Promise<void> {
  if (!within.querySelector("[data-chart]")) return;
  const { draw } = await import("./charts/draw.ts");
  draw(within);
}

/** Notices of due tasks: only their own page asks for the worker. */
async function offerNotices(): Promise<void> {
  const place = document.querySelector<HTMLElement>("[data-push][data-worker]");
  if (!place || !("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(place.dataset["worker"] ?? "");
  const { offerPush } = await import("./member/push.ts");
  await offerPush();
}

void offerNotices();
void drawCharts(document);
document.addEventListener("htmx:after:swap", () => void drawCharts(document));
