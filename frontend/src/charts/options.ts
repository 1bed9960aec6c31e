import type { EChartsCoreOption } from "echarts/core";
import type { Bars, Chart, Heat, Lines, Points, Unit } from "./kinds.ts";
import { DASHES, MARKS, PATTERNS, type Palette, readsOn } from "./palette.ts";
import { tip } from "./tip.ts";
import { shortened, written } from "./written.ts";

interface Hovered {
  name: string;
  seriesName: string;
  dataIndex: number;
  value: number | null | number[];
}

/** ECharts' words for one of our charts. */
export function options(chart: Chart, colours: Palette, width: number): EChartsCoreOption {
  switch (chart.kind) {
    case "bars":
      return { ...ground(colours), ...bars(chart, colours, width) };
    case "lines":
      return { ...ground(colours), ...lines(chart, colours, width) };
    case "heat":
      return { ...ground(colours), ...heat(chart, colours) };
    case "points":
      return { ...ground(colours), ...points(chart, colours) };
  }
}

function ground(colours: Palette): EChartsCoreOption {
  return {
    animation: false,
    color: colours.series,
    textStyle: { fontFamily: "Be Vietnam Pro, system-ui, sans-serif", fontSize: 13, color: colours.soft },
    grid: { left: 8, right: 16, top: 16, bottom: 8, containLabel: true },
  };
}

function hint(colours: Palette): object {
  return {
    backgroundColor: colours.surface,
    borderColor: colours.line,
    textStyle: { color: colours.ink },
    confine: true,
  };
}

const LEGEND = { mark: 16, gap: 8, letter: 6.7, row: 20, most: 5 };

/** How many rows the names take below a chart of this width; letters are taken to be of middling width. */
function legendRows(names: string[], width: number): number {
  let rows = 1;
  let taken = 0;
  for (const name of names) {
    const needed = LEGEND.mark + 2 * LEGEND.gap + name.length * LEGEND.letter;
    if (taken > 0 && taken + needed > width - 2 * LEGEND.gap) {
      rows += 1;
      taken = 0;
    }
    taken += needed;
  }
  return rows;
}

/** All names at once: who has to page through them, or prints the chart, cannot tell the marks apart. */
function legend(names: string[], colours: Palette, width: number): object {
  const type = legendRows(names, width) > LEGEND.most ? "scroll" : "plain";
  return {
    show: names.length > 1, type, bottom: 0, left: 8, right: 8, itemWidth: LEGEND.mark, itemHeight: 12, itemGap: LEGEND.gap,
    textStyle: { color: colours.ink, fontSize: 12 }, pageTextStyle: { color: colours.soft },
  };
}

function named(categories: string[], colours: Palette): object {
  return {
    type: "category", data: categories, axisTick: { show: false },
    axisLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.soft, hideOverlap: true },
  };
}

function measured(unit: Unit, colours: Palette): object {
  return {
    type: "value", splitNumber: 4, splitLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours.soft, hideOverlap: true, formatter: (value: number) => shortened(value, unit) },
  };
}

/** An axis of shares that come near the whole ends at the whole. */
function shares(chart: Bars | Lines): object {
  const most = Math.max(0, ...chart.series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  return chart.unit.style === "percent" && most > 80 && most <= 100 ? { max: 100, interval: 25 } : {};
}

function across(chart: Bars | Lines): (hovered: Hovered[]) => HTMLElement {
  return (hovered) =>
    tip(
      hovered[0]?.name ?? "",
      hovered.map(({ seriesName, value }) => [seriesName, written(value as number | null, chart.unit)]),
    );
}

function room(chart: Bars | Lines, width: number): object {
  const rows = legendRows(chart.series.map(({ name }) => name), width);
  const below = rows > LEGEND.most ? 1 : rows;
  return { left: 8, right: 16, top: 16, bottom: chart.series.length > 1 ? 16 + below * LEGEND.row : 8, containLabel: true };
}

function bars(chart: Bars, colours: Palette, width: number): EChartsCoreOption {
  const names = chart.lying ? lyingNames(chart, colours, width) : named(chart.categories, colours);
  const values = { ...measured(chart.unit, colours), ...shares(chart) };
  return {
    grid: room(chart, width),
    legend: legend(chart.series.map(({ name }) => name), colours, width),
    tooltip: { ...hint(colours), trigger: "axis", axisPointer: { type: "shadow" }, formatter: across(chart) },
    xAxis: chart.lying ? values : names,
    yAxis: chart.lying ? names : values,
    series: chart.series.map((series, place) => ({
      type: "bar", name: series.name, barMaxWidth: 36, ...(chart.stacked ? { stack: "all" } : {}),
      data: chart.lying ? [...series.values].reverse() : series.values,
      itemStyle: { decal: PATTERNS[place % PATTERNS.length], borderRadius: chart.stacked ? 0 : 3 },
    })),
  };
}

/** Names beside lying bars take the room they need, at most two fifths of the width, and go on below. */
function lyingNames(chart: Bars, colours: Palette, width: number): object {
  const longest = Math.max(...chart.categories.map((name) => name.length)) * LEGEND.letter + LEGEND.gap;
  const label = { color: colours.soft, width: Math.min(width * 0.4, longest), overflow: "break", lineHeight: 16, interval: 0 };
  return { ...named([...chart.categories].reverse(), colours), axisLabel: label };
}

function lines(chart: Lines, colours: Palette, width: number): EChartsCoreOption {
  return {
    grid: room(chart, width),
    legend: legend(chart.series.map(({ name }) => name), colours, width),
    tooltip: { ...hint(colours), trigger: "axis", formatter: across(chart) },
    xAxis: { ...named(chart.categories, colours), boundaryGap: false },
    yAxis: { ...measured(chart.unit, colours), ...shares(chart) },
    series: chart.series.map((series, place) => ({
      type: "line", name: series.name, data: series.values, symbolSize: 7,
      symbol: MARKS[place % MARKS.length], showAllSymbol: "auto",
      lineStyle: { width: 2.5, type: DASHES[place % DASHES.length] },
    })),
  };
}

function heat(chart: Heat, colours: Palette): EChartsCoreOption {
  const cells = chart.cells.flatMap((row, y) => row.map((value, x) => [x, y, value] as const));
  const known = cells.map(([, , value]) => value).filter((value): value is number => value !== null);
  const [least, most] = [Math.min(...known, 0), Math.max(...known, 1)];
  const ink = (value: number): string => readsOn(colours.heat, (value - least) / (most - least));
  return {
    grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
    tooltip: {
      ...hint(colours), trigger: "item",
      formatter: ({ value }: Hovered) => {
        const [x, y, amount] = value as [number, number, number];
        return tip(chart.rows[y] ?? "", [[chart.columns[x] ?? "", written(amount, chart.unit)]]);
      },
    },
    xAxis: { ...named(chart.columns, colours), position: "top", splitArea: { show: false } },
    yAxis: { ...named(chart.rows, colours), inverse: true },
    visualMap: { show: false, min: least, max: most, inRange: { color: colours.heat } },
    series: [{
      type: "heatmap",
      data: cells.filter(([, , value]) => value !== null),
      itemStyle: { borderColor: colours.surface, borderWidth: 2, borderRadius: 3 },
      label: {
        show: true, fontSize: 12,
        formatter: ({ value }: Hovered) => {
          const amount = (value as [number, number, number])[2];
          return `{${ink(amount)}|${shortened(Math.round(amount), { ...chart.unit, style: "number", sign: "" })}}`;
        },
        rich: { light: { color: "#fff", fontWeight: 600 }, dark: { color: "#171512", fontWeight: 600 } },
      },
    }],
  };
}

function points(chart: Points, colours: Palette): EChartsCoreOption {
  const title = (align: string): object => ({ nameTextStyle: { color: colours.soft, align } });
  return {
    grid: { left: 8, right: 24, top: 40, bottom: 32, containLabel: true },
    tooltip: {
      ...hint(colours), trigger: "item",
      formatter: ({ dataIndex }: Hovered) => {
        const point = chart.points[dataIndex]!;
        const facts: [string, string][] = [
          [chart.across, written(point.x, chart.unit_across)],
          [chart.up, written(point.y, chart.unit_up)],
        ];
        return tip(point.name, facts);
      },
    },
    xAxis: { ...measured(chart.unit_across, colours), ...title("center"), name: chart.across, nameLocation: "middle", nameGap: 30, boundaryGap: [0, "15%"] },
    yAxis: { ...measured(chart.unit_up, colours), ...title("left"), name: chart.up, nameLocation: "end", nameGap: 16 },
    series: [{
      type: "scatter",
      data: chart.points.map(({ name, x, y, size }) => ({ name, value: [x, y], symbolSize: size })),
      itemStyle: { opacity: 0.8, borderColor: colours.surface, borderWidth: 1 },
      label: { show: true, position: "right", formatter: ({ name }: Hovered) => name, color: colours.ink },
      labelLayout: { hideOverlap: true },
    }],
  };
}
