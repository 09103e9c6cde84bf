// Draws the lines of a chart while the charting library, which takes long to start, is on its way: what the library
// will draw, where it will draw it. Nothing answers to the mouse before the library takes the place.
import { node } from "./parallel.js";

const FONT = 12, TITLE_FONT = 14, TICK = 5, MOST = 1e9;

// Says whether there is a sketch: none of a figure that is more than lines on linear axes, nor of numbers too small, too
// large or too near to each other to be told apart in plain digits.
export function sketch(chart, traces, layout) {
  endSketch(chart);
  if (![layout.xaxis, layout.yaxis].every(axis => axis.type === "linear") || !traces.every(isLine)) return false;
  const { l, r, t, b } = layout.margin, [width, height] = [chart.clientWidth - l - r, chart.clientHeight - t - b];
  if (width < 50 || height < 50 || !traces.some(trace => trace.y.some(value => value !== null))) return false;
  const dots = traces.some(trace => trace.mode !== "lines") ? 3 : 0;
  const x = axisOf(traces.map(trace => trace.x), layout.xaxis, width, 80, dots > 0 ? 0.05 * width + dots : 0);
  const y = axisOf(traces.map(trace => trace.y), layout.yaxis, height, 40, 0.05 * height + dots);
  if (!x || !y) return false;
  const [left, top] = [value => l + x.place(value), value => t + height - y.place(value)];

  const svg = node("svg", { class: "sketch", "aria-hidden": "true", "font-size": FONT, fill: layout.font.color });
  const rule = (path, stroke) => svg.append(node("path", { d: path.join(""), stroke, fill: "none", "shape-rendering": "crispEdges" }));
  rule([...x.ticks.map(tick => `M${left(tick)},${t}v${height}`), ...y.ticks.map(tick => `M${l},${top(tick)}h${width}`)], layout.xaxis.gridcolor);
  rule([`M${l},${t}v${height}h${width}`, ...x.ticks.map(tick => `M${left(tick)},${t + height}v${TICK}`), ...y.ticks.map(tick => `M${l},${top(tick)}h${-TICK}`)], layout.xaxis.linecolor);
  for (const tick of x.ticks) svg.append(text(x.label(tick), { x: left(tick), y: t + height + TICK + 14, "text-anchor": "middle" }));
  for (const tick of y.ticks) svg.append(text(y.label(tick), { x: l - TICK - 3, y: top(tick) + 4, "text-anchor": "end" }));
  svg.append(text(layout.xaxis.title.text, { x: l + width / 2, y: t + height + 45, "text-anchor": "middle", "font-size": TITLE_FONT }));
  const lines = node("svg", { x: l, y: t, width, height, viewBox: `${l} ${t} ${width} ${height}`, fill: "none" });
  for (const trace of traces) drawLine(lines, trace, left, top);
  svg.append(lines);
  chart.append(svg);
  return true;
}

export const endSketch = chart => chart.querySelector(".sketch")?.remove();

const isLine = trace => trace.type === "scatter" && !trace.fill && !trace.connectgaps;

function drawLine(lines, { x, y, mode, line, marker }, left, top) {
  let path = "", isDown = false;
  for (let i = 0; i < x.length; i++) {
    const isPoint = y[i] !== null;
    if (isPoint) path += `${isDown ? "L" : "M"}${left(x[i]).toFixed(1)},${top(y[i]).toFixed(1)}`;
    if (isPoint && mode !== "lines") lines.append(node("circle", { cx: left(x[i]), cy: top(y[i]), r: marker.size / 2, fill: marker.color }));
    isDown = isPoint;
  }
  if (mode !== "markers") lines.append(node("path", { d: path, stroke: line.color, "stroke-width": line.width, "stroke-linejoin": "round" }));
}

// The range, the places and the ticks that the library will choose: "room" is how many pixels it leaves at either end,
// "apart" how many lie between two ticks.
function axisOf(lists, { range, dtick, separatethousands }, length, apart, room) {
  let [low, high] = range ?? ends(lists);
  if (low === high) [low, high, room] = [low - 1, high + 1, 0];
  const span = high - low, finest = MOST * Number.EPSILON * Math.max(Math.abs(low), Math.abs(high));
  if (!(span > Math.max(finest, 1 / MOST) && span < MOST)) return null;
  const spare = range ? 0 : room / (length - 2 * room) * span;
  [low, high] = [low - spare, high + spare];
  const step = dtick ?? stepOf((high - low) / (Math.min(Math.max(length / apart, 4), 9) + 1));
  const first = Math.ceil((low - 1e-6 * step) / step);
  const ticks = Array.from({ length: Math.max(0, Math.floor(high / step + 1e-6) - first + 1) }, (_, i) => (first + i) * step);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const format = new Intl.NumberFormat("en", { maximumFractionDigits: digits, useGrouping: separatethousands === true });
  return { ticks, place: value => (value - low) / (high - low) * length, label: tick => format.format(tick).replace("-", "−") };
}

function ends(lists) {
  let low = Infinity, high = -Infinity;
  for (const list of lists) {
    for (const value of list) {
      if (value === null) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

function stepOf(rough) {
  const base = 10 ** Math.floor(Math.log10(rough));
  return base * [1, 2, 5, 10].find(times => times >= rough / base * (1 - 1e-9));
}

function text(content, attributes) {
  const element = node("text", attributes);
  element.textContent = content;
  return element;
}
