/** On the member's page: the same window, where her card says who she is. */
import { open } from "./window.ts";

const language = document.documentElement.lang || "vi";
void open({ pages: location.origin, look: "/m/chat/look/", begin: "/m/chat/begin/", store: null, language });
