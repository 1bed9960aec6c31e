/** What the server writes into `<script type="application/json">` of a chart; the same shapes as `quen/console/charts.py`. */
export interface Unit {
  style: "number" | "percent" | "money";
  digits: number;
  sign: string;
}

export interface Series {
  name: string;
  values: (number | null)[];
}

export interface Bars {
  kind: "bars";
  categories: string[];
  series: Series[];
  unit: Unit;
  stacked: boolean;
  lying: boolean;
}

export interface Lines {
  kind: "lines";
  categories: string[];
  series: Series[];
  unit: Unit;
}

export interface Heat {
  kind: "heat";
  columns: string[];
  rows: string[];
  cells: (number | null)[][];
  unit: Unit;
}

export interface Points {
  kind: "points";
  across: string;
  up: string;
  points: { name: string; x: number; y: number; size: number }[];
  unit_across: Unit;
  unit_up: Unit;
}

export type Chart = Bars | Lines | Heat | Points;
