import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";
import { opened, type Tables } from "./digits.ts";

// What is printed (cards, posters) carries the same typeface as the screens. PDF takes fonts as plain OpenType files, and the
// package has them wrapped as WOFF: unwrapped at build time, so that an installation needs nothing to do it. Format: OpenType
// 1.9, "Organization of an OpenType font".

const SUBSETS = ["latin", "vietnamese"];
const WEIGHTS = [400, 600];

function unwrapped(tables: Tables, flavor: Buffer): Buffer {
  const sorted = [...tables].sort(([one], [other]) => (one < other ? -1 : 1));
  const highest = 2 ** Math.floor(Math.log2(sorted.length));
  const head = Buffer.alloc(12 + sorted.length * 16);
  flavor.copy(head);
  [sorted.length, highest * 16, Math.log2(highest), (sorted.length - highest) * 16].forEach((value, at) => head.writeUInt16BE(value, 4 + at * 2));
  let at = head.length;
  const bodies: Buffer[] = [];
  sorted.forEach(([tag, body], place) => {
    const entry = 12 + place * 16;
    head.write(tag, entry, "latin1");
    [sum(body), at, body.length].forEach((value, field) => head.writeUInt32BE(value, entry + 4 + field * 4));
    bodies.push(body, Buffer.alloc((4 - (body.length % 4)) % 4));
    at += Math.ceil(body.length / 4) * 4;
  });
  return Buffer.concat([head, ...bodies]);
}

function sum(table: Buffer): number {
  const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
  let total = 0;
  for (let at = 0; at < padded.length; at += 4) total = (total + padded.readUInt32BE(at)) >>> 0;
  return total;
}

/** Emits the fonts for print; the manifest knows them as `print/latin-400.ttf` and so on. */
export function printFonts(): Plugin {
  return {
    name: "quen-print-fonts",
    buildStart() {
      const files = resolve(import.meta.dirname, "node_modules/@fontsource/be-vietnam-pro/files");
      for (const subset of SUBSETS)
        for (const weight of WEIGHTS) {
          const woff = readFileSync(resolve(files, `be-vietnam-pro-${subset}-${weight}-normal.woff`));
          const name = `print/${subset}-${weight}.ttf`;
          this.emitFile({ type: "asset", name, originalFileName: name, source: unwrapped(opened(woff), woff.subarray(4, 8)) });
        }
    },
  };
}
