// Draws the charts in the colours of the page, and again when the viewer changes between light and dark.
const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function themed(layout) {
  const axis = {
    gridcolor: color("--line"), zerolinecolor: color("--line"), linecolor: color("--line-strong"), tickcolor: color("--line-strong"),
    automargin: true, exponentformat: "power",
  };
  const themedLayout = {
    autosize: true,
    margin: { l: 56, r: 16, t: 10, b: 48 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif", size: 12, color: color("--muted") },
    hoverlabel: { bgcolor: color("--surface"), bordercolor: color("--line-strong"), font: { color: color("--text") }, align: "left" },
    hovermode: "closest",
    legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom" },
    modebar: { bgcolor: "rgba(0,0,0,0)", color: color("--line-strong"), activecolor: color("--muted") },
    xaxis: {}, yaxis: {},
    ...layout,
  };
  for (const name of Object.keys(themedLayout)) {
    if (/^[xy]axis\d*$/.test(name)) themedLayout[name] = { ...axis, ...themedLayout[name] };
  }
  if (themedLayout.coloraxis && !themedLayout.coloraxis.colorscale) {
    const ends = ["--strong", "--middle", "--pale"].map((name, i) => [i / 2, color(name)]);
    themedLayout.coloraxis = { ...themedLayout.coloraxis, colorscale: ends };
  }
  if (themedLayout.scene) {
    const scene = { gridcolor: color("--line-strong"), zerolinecolor: color("--line-strong"), color: color("--muted"), backgroundcolor: "rgba(0,0,0,0)" };
    themedLayout.scene = { ...themedLayout.scene };
    for (const name of ["xaxis", "yaxis", "zaxis"]) themedLayout.scene[name] = { ...scene, ...themedLayout.scene[name] };
  }
  return themedLayout;
}

async function draw() {
  let drawn = 0;
  for (const { id, data, layout } of charts) {
    await Plotly.react(id, structuredClone(data), themed(layout), {
      displaylogo: false,
      responsive: true,
      modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
      toImageButtonOptions: { format: "svg", filename: document.title },
    });
    document.documentElement.dataset.drawn = ++drawn;
  }
}

draw();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
