import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";

/** The icons our templates name; one sprite, so a page repeats an icon for the price of a reference. */
const NAMES = [
  "alert-triangle", "arrow-down-right", "arrow-left", "arrow-right", "arrow-up-right", "arrow-back-up", "arrows-sort", "award",
  "ban", "bell", "barcode", "basket", "bolt", "book-2", "building", "building-store", "cake", "calendar", "camera", "cash", "cash-register", "chart-bar", "chart-line",
  "check", "chevron-down", "chevron-left", "chevron-right", "chevron-up", "circle-check", "clock", "coffee", "coins",
  "columns", "confetti", "copy", "credit-card", "device-desktop", "dots", "dots-vertical", "download", "edit", "equal",
  "external-link", "eye", "eye-off", "file-spreadsheet", "file-upload", "filter", "flag", "gift", "grid-dots",
  "heart", "heart-handshake", "help-circle", "history", "home", "id", "id-badge-2", "info-circle", "key", "language",
  "layout-dashboard", "link", "list", "list-check", "lock", "lock-open", "login", "logout", "mail", "map-pin", "menu-2", "message",
  "minus", "moon", "note", "package", "percentage", "phone", "player-play", "plus", "printer", "qrcode", "receipt",
  "receipt-refund", "refresh", "search", "send", "settings", "shield-check", "shield-lock", "shopping-bag",
  "sparkles", "star", "sun", "table", "tag", "target", "ticket", "trash", "trending-down", "trending-up", "trophy", "upload",
  "user", "user-check", "user-heart", "user-off", "user-plus", "users", "users-group", "users-plus", "wallet", "webhook", "wifi-off", "x",
] as const;

const folder = resolve(import.meta.dirname, "node_modules/@tabler/icons/icons/outline");

function symbol(name: string): string {
  const path = resolve(folder, `${name}.svg`);
  if (!existsSync(path)) throw new Error(`Tabler has no icon called ${name}`);
  const drawing = readFileSync(path, "utf8").replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  const lines = drawing.replace(/<path stroke="none"[^>]*\/>/, "").replace(/\s+/g, " ").trim();
  return `<symbol id="${name}" viewBox="0 0 24 24">${lines}</symbol>`;
}

/** Writes the sprite and our mark with a hash in their names; the manifest knows them as `icons.svg` and `mark.svg`. */
export function iconSprite(): Plugin {
  return {
    name: "quen-icon-sprite",
    buildStart() {
      const paint = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
      const source = `<svg xmlns="http://www.w3.org/2000/svg" ${paint}>${NAMES.map(symbol).join("")}</svg>`;
      this.emitFile({ type: "asset", name: "icons.svg", originalFileName: "icons.svg", source });
      const mark = readFileSync(resolve(import.meta.dirname, "src/mark.svg"), "utf8");
      this.emitFile({ type: "asset", name: "mark.svg", originalFileName: "mark.svg", source: mark });
    },
  };
}
