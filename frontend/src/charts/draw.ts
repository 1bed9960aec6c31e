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
  for (const { target } of entries) fit(target as HTMLElement);
});

document.addEventListener("quen:theme", () => {
  for (const canvas of drawn.keys()) fit(canvas);
});

/** Draw for the size and the colours the page has now. */
function fit(canvas: HTMLElement): void {
  const known = drawn.get(canvas);
  if (!known) return;
  known.drawing.resize();
  known.drawing.setOption(options(known.chart, palette(), canvas.clientWidth), true);
}

function drawOne(figure: HTMLElement): void {
  const canvas = figure.querySelector<HTMLElement>(".chart-canvas");
  const facts = figure.querySelector('script[type="application/json"]')?.textContent;
  if (!canvas || !facts || drawn.has(canvas)) return;
  const chart = JSON.parse(facts) as Chart;
  drawn.set(canvas, { chart, drawing: init(canvas, null, { renderer: "svg" }) });
  sizes.observe(canvas); // reports once at the start, which draws it
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
