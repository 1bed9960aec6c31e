import { resolve } from "node:path";
import { defineConfig } from "vite";
import { digits } from "./digits.ts";
import { iconSprite } from "./icons.ts";
import { printFonts } from "./print_fonts.ts";
import { snippet } from "./snippet.ts";

const source = (name: string): string => resolve(import.meta.dirname, "src", name);

export default defineConfig({
  // Relative addresses inside the built files: Django decides where static files live.
  base: "./",
  plugins: [iconSprite(), digits(), printFonts(), snippet()],
  build: {
    outDir: resolve(import.meta.dirname, "../src/quen/assets/dist"),
    emptyOutDir: true,
    manifest: "manifest.json",
    target: ["chrome123", "safari17.5", "firefox120"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: {
        console: source("console.ts"),
        theme: source("theme.ts"),
        till: source("till/till.ts"),
        "till-worker": source("till/worker.ts"),
        "till-look": source("styles/till.css"),
        look: source("styles/look.css"),
        member: source("member/member.ts"),
        chat_member: source("chat/member.ts"),
        chat_console: source("chat/console.ts"),
        worker: source("member/worker.ts"),
        staff_worker: source("staff/worker.ts"),
        member_look: source("styles/member.css"),
      },
    },
  },
});
