export interface Palette {
  series: string[];
  ink: string;
  soft: string;
  line: string;
  surface: string;
  heat: [string, string];
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Colours of the page as it looks now; series differ by pattern and mark as well, never by colour alone. */
export function palette(): Palette {
  const dark = document.documentElement.dataset["bsTheme"] === "dark";
  const brand = token("--brand") || "#0f766e";
  return dark
    ? { series: ["#3fb5a8", "#f0a93b", "#7fb2ea", "#d293c9", "#b9b2a7"], ink: "#ece8e1", soft: "#b9b2a7",
        line: "#3a3530", surface: "#211e1b", heat: ["#24332f", "#3fb5a8"] }
    : { series: [brand, "#d97706", "#1d5fa8", "#8a3f7f", "#6f6a62"], ink: "#292622", soft: "#5f5a52",
        line: "#e7e4df", surface: "#ffffff", heat: ["#e9f4f2", brand] };
}

/** Patterns in the order of the series: the first stays plain. */
export const PATTERNS = [
  { symbol: "none" },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4, color: "rgba(255,255,255,.55)" },
  { symbol: "circle", symbolSize: 0.6, dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [5, 0], color: "rgba(255,255,255,.6)" },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4, color: "rgba(255,255,255,.55)" },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [3, 3], color: "rgba(255,255,255,.45)" },
];

export const MARKS = ["circle", "rect", "triangle", "diamond", "pin"];
export const DASHES = ["solid", "dashed", "dotted", "dashed", "dotted"] as const;

const channels = (colour: string): number[] => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);

/** Whether light or dark letters read better at a `share` of the way from one colour to the other (WCAG contrast). */
export function readsOn([from, to]: [string, string], share: number): "light" | "dark" {
  const end = channels(to);
  const linear = channels(from).map((start, place) => {
    const mixed = start + (end[place]! - start) * share;
    return mixed <= 0.04045 ? mixed / 12.92 : ((mixed + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]! + 0.05;
  return 1.05 / light > light / 0.058 ? "light" : "dark";
}
