// Line charts of metrics: one card a metric, one line a run.
import { config, layout, loadPlotly } from "./plotly.js";

const pages = new WeakMap();

export function mount(root, plotlyUrl) {
  const page = { root, plotlyUrl, charts: new Map(), options: { x: "step", smoothing: 0, log: false }, visible: new Set() };
  page.watcher = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) page.visible.add(target.dataset.metric);
      else page.visible.delete(target.dataset.metric);
      if (isIntersecting) render(page, target.dataset.metric);
    }
  }, { rootMargin: "300px" });
  page.onOption = event => {
    const { option } = event.target.dataset;
    if (!option) return;
    page.options[option] = option === "log" ? event.target.checked : option === "smoothing" ? Number(event.target.value) : event.target.value;
    redraw(page);
  };
  page.onTheme = () => redraw(page);
  root.addEventListener("input", page.onOption);
  document.addEventListener("themechange", page.onTheme);
  pages.set(root, page);
}

export function draw(root, chart) {
  const page = pages.get(root);
  if (!page) return;
  page.charts.set(chart.metric, { data: chart, stale: true });
  page.watcher.observe(elementOf(page, chart.metric));
  if (page.visible.has(chart.metric)) render(page, chart.metric);
}

export function unmount(root) {
  const page = pages.get(root);
  if (!page) return;
  page.watcher.disconnect();
  root.removeEventListener("input", page.onOption);
  document.removeEventListener("themechange", page.onTheme);
  for (const metric of page.charts.keys()) window.Plotly?.purge(elementOf(page, metric));
  pages.delete(root);
}

const elementOf = (page, metric) => page.root.querySelector(`[data-metric="${CSS.escape(metric)}"]`);

function redraw(page) {
  for (const chart of page.charts.values()) chart.stale = true;
  for (const metric of page.visible) render(page, metric);
}

async function render(page, metric) {
  const chart = page.charts.get(metric);
  if (!chart?.stale) return;
  chart.stale = false;
  const plotly = await loadPlotly(page.plotlyUrl);
  const element = elementOf(page, metric);
  if (!element?.isConnected) return;
  const { series } = chart.data;
  const single = series.length > 1 && series.every(line => line.values.length === 1);
  const [traces, changes] = single ? bars(series) : lines(series, page.options);
  await plotly.react(element, traces, layout(changes), config);
}

function lines(series, options) {
  const traces = [];
  for (const line of series) {
    const x = horizontal(line, options.x);
    const name = line.name;
    const shared = { x, type: "scatter", name };
    const mode = line.values.length === 1 ? "markers" : line.values.length <= 40 ? "lines+markers" : "lines";
    if (options.smoothing > 0 && line.values.length > 2) {
      // The measured values stay visible behind the smoothed line, so no spike is lost.
      traces.push({ ...shared, y: line.values, mode: "lines", opacity: 0.28, line: { color: line.color, width: 1 }, hoverinfo: "skip" });
      traces.push({ ...shared, y: smooth(line.values, options.smoothing), mode: "lines", line: { color: line.color, width: 2 } });
    } else {
      traces.push({ ...shared, y: line.values, mode, line: { color: line.color, width: 2 }, marker: { color: line.color, size: 5 } });
    }
  }
  const titles = { step: "step", relative: "seconds since the first point", time: "" };
  return [traces, {
    showlegend: false,
    hovermode: "closest",
    xaxis: { title: { text: titles[options.x], standoff: 6 }, type: options.x === "time" ? "date" : "linear" },
    yaxis: { type: options.log ? "log" : "linear" },
  }];
}

function bars(series) {
  return [
    [{ type: "bar", x: series.map(line => line.name), y: series.map(line => line.values[0]), marker: { color: series.map(line => line.color) } }],
    { showlegend: false, xaxis: { type: "category", showticklabels: series.length <= 12 } },
  ];
}

function horizontal(line, kind) {
  if (kind === "step") return line.steps;
  if (kind === "time") return line.times.map(time => localIso(time));
  return line.times.map(time => (time - line.times[0]) / 1000);
}

// The library shows the digits that it is given; these are the viewer's.
function localIso(time) {
  const date = new Date(time);
  return new Date(time - date.getTimezoneOffset() * 60000).toISOString().slice(0, -1);
}

// Exponential moving average without the pull of its start towards zero.
function smooth(values, weight) {
  let sum = 0, total = 0;
  return values.map(value => {
    if (value === null) return null;
    sum = sum * weight + value * (1 - weight);
    total = total * weight + (1 - weight);
    return sum / total;
  });
}
