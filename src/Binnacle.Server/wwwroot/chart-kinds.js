// What the charts of a board draw, kind by kind. Fields are "m:METRIC" (its latest value) and "p:PARAM".
import { save } from "./cards.js";
import { drawParallel, mix, short } from "./parallel.js";
import { config, layout, localIso, painted } from "./plotly.js";
import { endSketch, sketch } from "./sketch.js";

const name = field => field.slice(2);
const metricOf = field => field.startsWith("m:") ? [name(field)] : [];
const AXES = 8;

export const kinds = {
  line: {
    name: "Line chart", fields: [["y", "Metric", "metric"]],
    title: card => name(card.y), uses: card => metricOf(card.y), draw: drawLine, csv: csvOfPoints,
  },
  scatter: {
    name: "Scatter chart", fields: [["x", "Horizontal"], ["y", "Vertical"]],
    title: card => `${name(card.y)} over ${name(card.x)}`, uses: card => [card.x, card.y].flatMap(metricOf), draw: drawScatter, csv: csvOfValues,
  },
  bar: {
    name: "Bar chart", fields: [["y", "Metric", "metric"]],
    title: card => `${name(card.y)} by run`, uses: card => metricOf(card.y), draw: drawBar, csv: csvOfValues,
  },
  box: {
    name: "Box plot", fields: [["x", "Groups", "param"], ["y", "Metric", "metric"]],
    title: card => `${name(card.y)} by ${name(card.x)}`, uses: card => metricOf(card.y), draw: drawBox, csv: csvOfValues,
  },
  contour: {
    name: "Contour", fields: [["x", "Horizontal"], ["y", "Vertical"], ["z", "Colour", "metric"]],
    title: card => `${name(card.z)} over ${name(card.x)} and ${name(card.y)}`, uses: card => [card.x, card.y, card.z].flatMap(metricOf), draw: drawContour, csv: csvOfValues,
  },
  parallel: {
    name: "Parallel coordinates", fields: [["z", "Colour", "metric"]],
    title: card => `Parallel coordinates by ${name(card.z)}`, uses: card => metricOf(card.z), draw: drawParallelRuns, csv: csvOfValues,
  },
};

async function drawLine(page, card, board) {
  const metric = name(card.y);
  const all = await page.api.series(metric, card);
  const runs = new Map(page.overview.runs.map(run => [run.id, run]));
  const series = all.filter(line => runs.has(line.run) && board.isShown(line.run));
  const isSingle = series.length > 1 && series.every(line => line.total === 1);
  const sampled = series.find(line => line.total > line.values.length), odd = series.reduce((sum, line) => sum + line.notFinite, 0);
  card.note.textContent = [sampled && `${short(sampled.values.length)} of ${short(sampled.total)} points of a line, with every spike`, odd > 0 && `${short(odd)} not finite`].filter(Boolean).join("; ");
  const last = page.overview.runs.length === 1 ? series[0]?.values.findLast(value => value !== null) : undefined;
  card.latest.textContent = last === undefined ? "" : short(last);
  const isLog = card.log ?? page.view.log;
  const [traces, changes] = isSingle ? barsOf(series, runs) : linesOf(series, runs, page.view, isLog);
  const zoom = page.view.zoom[card.id];
  if (zoom && !isSingle) changes.xaxis.range = zoom.map(places[page.view.x]?.write ?? (place => place));
  const look = roomy(layout(changes));
  const isSketched = !window.Plotly && sketch(card.chart, traces, look);
  if (isSketched) await painted();
  const plotly = await page.api.plotly(false);
  if (isSketched) await painted();
  if (!card.chart.isConnected) return;
  await plotly.react(card.chart, traces, look, config);
  endSketch(card.chart);
  card.chart.removeAllListeners?.("plotly_relayout");
  card.chart.on?.("plotly_relayout", event => {
    if (event["xaxis.autorange"]) board.zoomed(null);
    else if (event["xaxis.range[0]"] !== undefined) board.zoomed([event["xaxis.range[0]"], event["xaxis.range[1]"]].map(places[page.view.x]?.read ?? Number));
  });
}

// Room for the labels of any axis, and for the halves of those at its ends: a chart that has to find out what its
// labels take lays out the page for each, at every point of a run that is being written.
function roomy(given) {
  given.margin = { l: 62, r: 26, t: 8, b: 48 };
  for (const axis of [given.xaxis, given.yaxis]) Object.assign(axis, { automargin: false, ticklabeloverflow: "allow" });
  return given;
}

// How the library writes the ends of a range, where it does not write the number itself.
const places = {
  time: { write: localIso, read: text => new Date(String(text).replace(" ", "T")).getTime() },
  logstep: { write: step => Math.log10(Math.max(step, 0.5)), read: exponent => 10 ** Number(exponent) },
};

function linesOf(series, runs, view, isLog) {
  const traces = [];
  for (const line of series) {
    const run = runs.get(line.run);
    const shared = { x: horizontal(line, view.x), type: "scatter", name: escape(run.name) };
    const mode = line.values.length === 1 ? "markers" : line.values.length <= 40 ? "lines+markers" : "lines";
    if (line.smoothed) {
      traces.push(...band(shared, line, run.color, view.smoothing, series.length));
      traces.push({ ...shared, y: line.smoothed, mode: "lines", line: { color: run.color, width: 2 } });
    } else {
      traces.push({ ...shared, y: line.values, mode, line: { color: run.color, width: 2 }, marker: { color: run.color, size: 5 } });
    }
  }
  // The measured values come first, whatever is drawn below them, so that they are found at the same place.
  const titles = { step: "step", logstep: "step", relative: "seconds since the first point", time: "" };
  return [traces, {
    showlegend: false, hovermode: "closest",
    xaxis: { title: { text: titles[view.x] }, type: { time: "date", logstep: "log" }[view.x] ?? "linear", exponentformat: "none", separatethousands: true, ...wholeSteps(series, view) },
    yaxis: { type: isLog ? "log" : "linear" },
  }];
}

// Between a few steps there is nothing to count.
function wholeSteps(series, view) {
  const few = 8, ends = series.flatMap(line => [line.steps[0], line.steps.at(-1)]);
  return view.x === "step" && Math.max(...ends) - Math.min(...ends) <= few ? { tick0: 0, dtick: 1 } : {};
}

// From the lowest to the highest value near each point: no spike is smoothed away.
function band(shared, line, color, smoothing, count) {
  // The bands of many runs lie on each other: together they must not hide the lines.
  const opacity = Math.round(255 * Math.max(0.03, Math.min(0.18, 0.36 / count))).toString(16).padStart(2, "0");
  const reach = Math.min(Math.max(Math.round(smoothing / (1 - smoothing) / 2), 1), Math.max(Math.floor(line.values.length / 60), 2));
  const edge = pick => line.values.map((_, i) => {
    const near = line.values.slice(Math.max(0, i - reach), i + reach + 1).filter(value => value !== null);
    return near.length > 0 ? pick(...near) : null;
  });
  const quiet = { ...shared, mode: "lines", line: { width: 0.5, color: `${color}80` }, hoverinfo: "skip", connectgaps: true };
  return [{ ...quiet, y: edge(Math.min) }, { ...quiet, y: edge(Math.max), fill: "tonexty", fillcolor: `${color}${opacity}` }];
}

function barsOf(series, runs) {
  const shown = series.map(line => runs.get(line.run));
  return [
    [{ type: "bar", x: shown.map((_, i) => i), y: series.map(line => line.values[0]), marker: { color: shown.map(run => run.color) }, customdata: shown.map(run => escape(run.name)), hovertemplate: "%{customdata}: %{y}<extra></extra>" }],
    { showlegend: false, xaxis: { tickmode: "array", tickvals: shown.map((_, i) => i), ticktext: shown.map(run => escape(run.name)), showticklabels: series.length <= 12 } },
  ];
}

async function table(page, board, fields) {
  const rows = await page.api.values(fields);
  return page.overview.runs.map((run, i) => ({ run, values: (rows[i] ?? []).map(number) })).filter(row => board.isShown(row.run.id));
}

async function drawScatter(page, card, board) {
  const [plotly, rows] = await Promise.all([page.api.plotly(false), table(page, board, [card.x, card.y])]);
  const shown = rows.filter(row => row.values.every(value => value !== null));
  await plotly.react(card.chart, [{
    type: "scatter", mode: "markers", x: shown.map(row => row.values[0]), y: shown.map(row => row.values[1]),
    text: shown.map(row => `<b>${escape(row.run.name)}</b><br>${escape(name(card.x))} ${escape(row.values[0])}<br>${escape(name(card.y))} ${escape(row.values[1])}`), hoverinfo: "text",
    marker: { size: 10, color: shown.map(row => row.run.color), line: { width: 1, color: "rgba(127,127,127,.5)" } },
  }], layout({ showlegend: false, hovermode: "closest", xaxis: titled(card.x), yaxis: titled(card.y) }), config);
  opens(card, shown);
}

async function drawBar(page, card, board) {
  const [plotly, rows] = await Promise.all([page.api.plotly(false), table(page, board, [card.y])]);
  const [traces, changes] = barsOf(rows.map(row => ({ run: row.run.id, values: row.values })), new Map(rows.map(row => [row.run.id, row.run])));
  await plotly.react(card.chart, traces, layout({ ...changes, yaxis: titled(card.y) }), config);
  opens(card, rows);
}

async function drawBox(page, card, board) {
  const [plotly, rows] = await Promise.all([page.api.plotly(true), table(page, board, [card.x, card.y])]);
  const groups = Map.groupBy(rows.filter(row => row.values[1] !== null), row => String(row.values[0] ?? "–"));
  const order = [...groups].sort(([a], [b]) => a.localeCompare(b, undefined, { numeric: true }));
  await plotly.react(card.chart, order.map(([group, members]) => ({
    type: "box", name: escape(group), y: members.map(row => row.values[1]), boxpoints: members.length <= 50 ? "all" : "outliers", jitter: 0.4, pointpos: 0,
    text: members.map(row => escape(row.run.name)), marker: { size: 5 },
  })), layout({ showlegend: false, xaxis: { ...titled(card.x), type: "category" }, yaxis: titled(card.y) }), config);
}

async function drawContour(page, card, board) {
  const [plotly, rows] = await Promise.all([page.api.plotly(true), table(page, board, [card.x, card.y, card.z])]);
  const shown = rows.filter(row => row.values.every(value => typeof value === "number"));
  card.note.textContent = shown.length < 3 ? "Contours need at least three runs with numbers." : "Between the runs the values are interpolated.";
  const [x, y, z] = [0, 1, 2].map(i => shown.map(row => row.values[i]));
  const style = getComputedStyle(document.documentElement);
  const colorscale = ["--scale-strong", "--scale-middle", "--scale-pale"].map((token, i) => [i / 2, style.getPropertyValue(token).trim()]);
  await plotly.react(card.chart, shown.length < 3 ? [] : [
    { type: "contour", x, y, z, connectgaps: true, colorscale, hoverinfo: "skip", line: { width: 0.4 }, colorbar: { thickness: 12, outlinewidth: 0, title: { text: escape(name(card.z)), side: "right" } } },
    { type: "scatter", mode: "markers", x, y, text: shown.map((row, i) => `<b>${escape(row.run.name)}</b><br>${escape(name(card.z))} ${short(z[i])}`), hoverinfo: "text", marker: { size: 7, color: shown.map(row => row.run.color), line: { width: 1, color: "#fff" } } },
  ], layout({ showlegend: false, hovermode: "closest", xaxis: titled(card.x), yaxis: titled(card.y) }), config);
  opens(card, shown);
}

async function drawParallelRuns(page, card, board) {
  const fields = [...page.overview.params.slice(0, AXES).map(param => `p:${param}`), ...new Set([...page.overview.metrics.slice(0, 3).map(metric => `m:${metric}`), card.z])];
  // Every line stays, so that a range can be widened again.
  const rows = await table(page, { isShown: () => true }, fields);
  const color = fields.indexOf(card.z);
  const known = rows.map(row => row.values[color]).filter(value => typeof value === "number");
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const style = getComputedStyle(document.documentElement);
  const stops = ["--scale-strong", "--scale-middle", "--scale-pale"].map(token => style.getPropertyValue(token).trim());
  card.chart.classList.add("parallel");
  card.chart.style.height = "auto";
  drawParallel(card.chart, {
    axes: fields.map((field, i) => axisOf(field, rows.map(row => row.values[i]))),
    colors: rows.map(row => typeof row.values[color] === "number" ? mix(stops, high > low ? (row.values[color] - low) / (high - low) : 0) : "#8a94a0"),
    names: rows.map(row => row.run.name),
    onOpen: index => Blazor.navigateTo(rows[index].run.url),
    brushes: page.view.brush[card.id],
    onChoose: (chosen, brushes) => board.choose(chosen && new Set([...chosen].map(index => rows[index].run.id)), brushes),
  });
}

function axisOf(field, values) {
  const isMetric = field.startsWith("m:"), known = values.filter(value => value !== null);
  if (known.length > 0 && known.every(value => typeof value === "number")) {
    const isLog = Math.min(...known) > 0 && Math.max(...known) / Math.min(...known) > 1000;
    const places = values.map(value => value === null ? null : isLog ? Math.log10(value) : value);
    const range = [Math.min(...places.filter(place => place !== null)), Math.max(...places.filter(place => place !== null))];
    const ticks = (range[0] === range[1] ? [0] : [0, 0.25, 0.5, 0.75, 1]).map(part => range[0] + part * (range[1] - range[0]));
    return { title: name(field), values: places, range, ticks: ticks.map(place => [place, short(isLog ? 10 ** place : place)]), isMetric };
  }
  const names = [...new Set(known.map(String))].sort();
  return {
    title: name(field), isMetric, range: [0, Math.max(names.length - 1, 0)],
    values: values.map(value => value === null ? null : names.indexOf(String(value))), ticks: names.slice(0, 14).map((text, i) => [i, text.length > 14 ? text.slice(0, 13) + "…" : text]),
  };
}

function opens(card, rows) {
  card.chart.removeAllListeners?.("plotly_click");
  card.chart.on?.("plotly_click", ({ points }) => {
    const row = rows[points[0].pointIndex];
    if (row) Blazor.navigateTo(row.run.url);
  });
}

// All points, not those that are drawn.
function csvOfPoints(page, card) {
  const query = new URLSearchParams({ metric: name(card.y), runs: page.overview.runs.map(run => run.id).join(",") });
  Object.assign(document.createElement("a"), { href: `/charts/points.csv?${query}`, download: "" }).click();
}

async function csvOfValues(page, card) {
  const fields = [card.x, card.y, card.z].filter(Boolean);
  const rows = await page.api.values(fields);
  // A cell that begins like a formula must stay text in a spreadsheet.
  const cell = value => {
    const text = value === null || value === undefined ? "" : String(value);
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [["run_id", "run_name", ...fields.map(name)], ...page.overview.runs.map((run, i) => [run.id, run.name, ...rows[i]])];
  save(new Blob([lines.map(line => line.map(cell).join(",")).join("\r\n") + "\r\n"], { type: "text/csv" }), `${card.title}.csv`);
}

const titled = field => ({ title: { text: escape(name(field)), standoff: 8 } });
const number = value => typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value ?? null;

function horizontal(line, kind) {
  if (kind === "step" || kind === "logstep") return line.steps;
  if (kind === "time") return line.times.map(localIso);
  return line.times.map(time => (time - line.begin) / 1000);
}

// The library reads a little HTML in texts; names are only names.
const escape = value => String(value).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
