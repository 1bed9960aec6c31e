import type { Unit } from "./kinds.ts";

const language = (): string => document.documentElement.lang || "vi";

/** A value for reading: `1.250.000 ₫`, `48,9 %`, `6.919`. */
export function written(value: number | null, unit: Unit): string {
  if (value === null) return "–";
  const digits = { minimumFractionDigits: unit.digits, maximumFractionDigits: unit.digits };
  return suffixed(new Intl.NumberFormat(language(), digits).format(value), unit);
}

/** The same for an axis, where room is short: `1,3 Tr ₫`. */
export function shortened(value: number, unit: Unit): string {
  const short = { notation: "compact", maximumFractionDigits: 1 } as const;
  return suffixed(new Intl.NumberFormat(language(), short).format(value), unit);
}

function suffixed(text: string, unit: Unit): string {
  if (unit.style === "percent") return `${text}%`;
  return unit.sign ? `${text} ${unit.sign}` : text;
}
