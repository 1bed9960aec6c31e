import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { deflateSync, inflateSync } from "node:zlib";
import type { Plugin } from "vite";

// Be Vietnam Pro has only proportional digits (its 1 is little more than half as wide as its 4), and columns of money need
// figures of one width. So the build takes the ten digits out of the typeface, gives all the width of its 0 and
// centres each: a font of some 2 kB per weight, used for the characters 0 to 9 alone. The typeface's licence (SIL OFL 1.1, no
// reserved name) allows it. Formats: WOFF 1.0 (W3C) around OpenType tables `cmap`, `hmtx`, `glyf`, `loca`.

const WEIGHTS = [400, 500, 600, 700];
const KEPT = ["OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"];
const HEADER = 44;

export type Tables = Map<string, Buffer>;

export function opened(woff: Buffer): Tables {
  const tables: Tables = new Map();
  for (let entry = 0; entry < woff.readUInt16BE(12); entry++) {
    const at = HEADER + entry * 20;
    const [start, packed, full] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)];
    const body = woff.subarray(start, start + packed);
    tables.set(woff.toString("latin1", at, at + 4), packed < full ? inflateSync(body) : Buffer.from(body));
  }
  return tables;
}

/** The glyph of each digit, by the cmap subtable of format 4. */
function digitGlyphs(cmap: Buffer): number[] {
  for (let entry = 0; entry < cmap.readUInt16BE(2); entry++) {
    const at = cmap.readUInt32BE(4 + entry * 8 + 4);
    if (cmap.readUInt16BE(at) === 4) return [..."0123456789"].map((digit) => glyphOf(cmap, at, digit.charCodeAt(0)));
  }
  throw new Error("the typeface has no cmap of format 4");
}

function glyphOf(cmap: Buffer, at: number, code: number): number {
  const twice = cmap.readUInt16BE(at + 6);
  for (let segment = 0; segment < twice; segment += 2) {
    if (cmap.readUInt16BE(at + 14 + segment) < code) continue;
    const [start, delta] = [at + 16 + twice + segment, at + 16 + 2 * twice + segment].map((place) => cmap.readUInt16BE(place));
    const offsetAt = at + 16 + 3 * twice + segment;
    const offset = cmap.readUInt16BE(offsetAt);
    const glyph = offset ? cmap.readUInt16BE(offsetAt + offset + 2 * (code - start!)) : code;
    return (glyph + delta!) & 0xffff;
  }
  throw new Error(`the typeface lacks ${String.fromCharCode(code)}`);
}

/** Equal widths: the side bearing moves the outline, so no outline is touched. */
function widen(tables: Tables, glyphs: number[]): void {
  const hmtx = tables.get("hmtx")!;
  const common = hmtx.readUInt16BE(glyphs[0]! * 4);
  for (const glyph of glyphs) {
    const [width, bearing] = [hmtx.readUInt16BE(glyph * 4), hmtx.readInt16BE(glyph * 4 + 2)];
    hmtx.writeUInt16BE(common, glyph * 4);
    hmtx.writeInt16BE(bearing + Math.round((common - width) / 2), glyph * 4 + 2);
  }
}

/** Empty every outline but those of the digits. */
function strip(tables: Tables, glyphs: number[]): void {
  const [glyf, loca] = [tables.get("glyf")!, tables.get("loca")!];
  const long = tables.get("head")!.readInt16BE(50) === 1;
  const count = tables.get("maxp")!.readUInt16BE(4);
  const place = (glyph: number): number => (long ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2);
  const outlines = Array.from({ length: count }, (_, glyph) =>
    glyphs.includes(glyph) ? unhinted(glyf.subarray(place(glyph), place(glyph + 1))) : Buffer.alloc(0));
  let end = 0;
  const ends = [0, ...outlines.map((outline) => (end += outline.length))];
  tables.set("glyf", Buffer.concat(outlines));
  tables.set("loca", Buffer.concat(ends.map((at) => (long ? uint32(at) : uint16(at / 2)))));
}

/** The outline without its instructions, which speak of widths that no longer hold. */
function unhinted(glyph: Buffer): Buffer {
  const contours = glyph.readInt16BE(0);
  if (contours < 0) throw new Error("a digit is composed of other glyphs");
  const at = 10 + contours * 2;
  const outline = Buffer.concat([glyph.subarray(0, at), uint16(0), glyph.subarray(at + 2 + glyph.readUInt16BE(at))]);
  return Buffer.concat([outline, Buffer.alloc((4 - (outline.length % 4)) % 4)]);
}

function closed(tables: Tables, flavor: Buffer): Buffer {
  const bodies = KEPT.map((tag) => ({ tag, full: tables.get(tag)!, packed: deflateSync(tables.get(tag)!, { level: 9 }) }));
  let at = HEADER + bodies.length * 20;
  let whole = 12 + bodies.length * 16;
  const entries: Buffer[] = [];
  const contents: Buffer[] = [];
  for (const { tag, full, packed } of bodies) {
    const content = packed.length < full.length ? packed : full;
    entries.push(Buffer.concat([Buffer.from(tag, "latin1"), ...[at, content.length, full.length, sum(full)].map(uint32)]));
    contents.push(content, Buffer.alloc((4 - (content.length % 4)) % 4));
    at += Math.ceil(content.length / 4) * 4;
    whole += Math.ceil(full.length / 4) * 4;
  }
  const head = Buffer.concat([Buffer.from("wOFF"), flavor, uint32(at), uint16(bodies.length), uint16(0), uint32(whole), Buffer.alloc(24)]);
  return Buffer.concat([head, ...entries, ...contents]);
}

function sum(table: Buffer): number {
  const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
  let total = 0;
  for (let at = 0; at < padded.length; at += 4) total = (total + padded.readUInt32BE(at)) >>> 0;
  return total;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** The digits of one weight, all of one width, as a WOFF file. */
export function tabularDigits(weight: number): Buffer {
  const files = resolve(import.meta.dirname, "node_modules/@fontsource/be-vietnam-pro/files");
  const woff = readFileSync(resolve(files, `be-vietnam-pro-latin-${weight}-normal.woff`));
  const tables = opened(woff);
  const glyphs = digitGlyphs(tables.get("cmap")!);
  widen(tables, glyphs);
  strip(tables, glyphs);
  return closed(tables, woff.subarray(4, 8));
}

/** Makes the fonts where `src/styles/fonts.css` looks for them. */
export function digits(): Plugin {
  return {
    name: "quen-digits",
    configResolved() {
      const folder = resolve(import.meta.dirname, "node_modules/.quen");
      mkdirSync(folder, { recursive: true });
      for (const weight of WEIGHTS) writeFileSync(resolve(folder, `digits-${weight}.woff`), tabularDigits(weight));
    },
  };
}
