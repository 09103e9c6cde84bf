// Loads the charting library once, and tells how charts look in the theme of the page.
const loading = new Map();

// There is a small library and a whole one; each keeps the charts that it has drawn.
export function loadPlotly(url) {
  if (!loading.has(url)) {
    const before = Promise.allSettled([...loading.values()]);
    loading.set(url, before.then(() => load(url)).catch(error => {
      loading.delete(url);
      throw error;
    }));
  }
  return loading.get(url);
}

async function load(url) {
  const script = Object.assign(document.createElement("script"), { src: url });
  const loaded = new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`The charting library did not load from ${url}.`));
  });
  document.head.append(script);
  await loaded;
  return window.Plotly;
}

let turn = Promise.resolve();

// Resolves when what has been put on the page is seen, for one caller a frame: the library keeps the page from
// everything else while it starts, and again for each chart.
export const painted = () => turn = turn.then(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve))));

// A layout made elsewhere, with the colours of the page on all its axes.
export function themed(given) {
  const style = getComputedStyle(document.documentElement);
  const color = name => style.getPropertyValue(name).trim();
  const themedLayout = layout({ legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" }, hovermode: "closest", ...structuredClone(given) });
  const axis = layout().xaxis;
  for (const name of Object.keys(themedLayout)) {
    if (/^[xy]axis\d*$/.test(name)) themedLayout[name] = { ...axis, ...themedLayout[name] };
  }
  if (themedLayout.coloraxis && !themedLayout.coloraxis.colorscale) {
    const ends = ["--scale-strong", "--scale-middle", "--scale-pale"].map((name, i) => [i / 2, color(name)]);
    themedLayout.coloraxis = { ...themedLayout.coloraxis, colorscale: ends };
  }
  if (themedLayout.scene) {
    const scene = { gridcolor: color("--line-strong"), zerolinecolor: color("--line-strong"), color: color("--muted"), backgroundcolor: "rgba(0,0,0,0)" };
    themedLayout.scene = { ...themedLayout.scene };
    for (const name of ["xaxis", "yaxis", "zaxis"]) themedLayout.scene[name] = { ...scene, ...themedLayout.scene[name] };
  }
  return themedLayout;
}

// The library shows the digits that it is given: those of UTC become the viewer's.
export function inViewersZone(figure) {
  if (figure.layout.xaxis?.type !== "date") return figure;
  figure.layout.xaxis.title = { text: "time" };
  for (const trace of figure.data) {
    for (const name of ["x", "base"]) {
      if (Array.isArray(trace[name])) trace[name] = trace[name].map(time => typeof time === "string" ? localIso(Date.parse(time + "Z")) : time);
    }
  }
  return figure;
}

export function localIso(time) {
  const date = new Date(time);
  return new Date(time - date.getTimezoneOffset() * 60000).toISOString().slice(0, -1);
}

export function layout(changes = {}) {
  const style = getComputedStyle(document.documentElement);
  const color = name => style.getPropertyValue(name).trim();
  const axis = {
    gridcolor: color("--line"), zerolinecolor: color("--line"), linecolor: color("--line-strong"),
    tickcolor: color("--line-strong"), automargin: true, exponentformat: "power",
  };
  return {
    autosize: true,
    margin: { l: 48, r: 12, t: 8, b: 40 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif", size: 12, color: color("--muted") },
    hoverlabel: { bgcolor: color("--surface"), bordercolor: color("--line-strong"), font: { color: color("--text") } },
    ...changes,
    xaxis: { ...axis, ...changes.xaxis },
    yaxis: { ...axis, ...changes.yaxis },
  };
}

export const config = {
  displaylogo: false,
  responsive: true,
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "hoverClosestCartesian", "hoverCompareCartesian", "toggleSpikelines"],
  toImageButtonOptions: { format: "svg" },
};
