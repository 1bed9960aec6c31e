import { BarChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { type ECharts, init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import type { Chart } from "./kinds.ts";
import { options } from "./options.ts";
import { palette } from "./palette.ts";

use([
  BarChart, HeatmapChart, LineChart, ScatterChart, LabelLayout, SVGRenderer,
  AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent,
]);

interface Drawn {
  chart: Chart;
  drawing: ECharts;
}

const drawn = new Map<HTMLElement, Drawn>();
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) drawn.get(target as HTMLElement)?.drawing.resize();
});

document.addEventListener("quen:theme", () => {
  for (const { chart, drawing } of drawn.values()) drawing.setOption(options(chart, palette()), true);
});

function drawOne(figure: HTMLElement): void {
  const canvas = figure.querySelector<HTMLElement>(".chart-canvas");
  const facts = figure.querySelector('script[type="application/json"]')?.textContent;
  if (!canvas || !facts || drawn.has(canvas)) return;
  const chart = JSON.parse(facts) as Chart;
  const drawing = init(canvas, null, { renderer: "svg" });
  drawing.setOption(options(chart, palette()));
  drawn.set(canvas, { chart, drawing });
  sizes.observe(canvas);
}

/** Draw every chart within, and let go of those that left the page. */
export function draw(within: ParentNode): void {
  for (const [canvas, { drawing }] of drawn) {
    if (canvas.isConnected) continue;
    sizes.unobserve(canvas);
    drawing.dispose();
    drawn.delete(canvas);
  }
  within.querySelectorAll<HTMLElement>("[data-chart]").forEach(drawOne);
}
