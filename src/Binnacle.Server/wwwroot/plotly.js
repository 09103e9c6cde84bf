// Loads the charting library once, and tells how charts look in the theme of the page.
let loading;

export function loadPlotly(url) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error(`The charting library did not load from ${url}.`));
    document.head.append(script);
  });
  return loading;
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
