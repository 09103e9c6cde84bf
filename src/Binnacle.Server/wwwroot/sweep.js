// The plots of a study: each is asked for when it comes into view, and again when the study has changed.
import { drawParallel, parallelOf } from "./parallel.js";
import { config, inViewersZone, loadPlotly, themed } from "./plotly.js";

// Plots that take thought are not made anew for every trial.
const SLOW = new Set(["Importances", "Contour", "Rank", "ParallelCoordinates", "Slice", "Edf", "HypervolumeHistory"]);
const SLOW_PAUSE = 5000, QUICK_PAUSE = 300;
const pages = new WeakMap();

export function mount(root, dotnet, basicUrl, wholeUrl) {
  const page = { root, dotnet, basicUrl, wholeUrl, plots: new Map() };
  page.watcher = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      plotOf(page, target).visible = isIntersecting;
      if (isIntersecting) draw(page, target);
    }
  }, { rootMargin: "300px" });
  page.onTheme = () => {
    for (const [figure, plot] of page.plots) show(page, figure, plot);
  };
  document.addEventListener("themechange", page.onTheme);
  pages.set(root, page);
  observe(page);
}

// With "now" the viewer waits for it; else a trial has changed.
export function changed(root, now = false) {
  const page = pages.get(root);
  if (!page) return;
  observe(page);
  for (const [figure, plot] of page.plots) {
    plot.stale = true;
    if (now) plot.drawnAt = -Infinity;
    if (plot.visible) draw(page, figure);
  }
}

export function unmount(root) {
  const page = pages.get(root);
  if (!page) return;
  page.watcher.disconnect();
  document.removeEventListener("themechange", page.onTheme);
  for (const [figure, plot] of page.plots) {
    clearTimeout(plot.timer);
    window.Plotly?.purge(figure.querySelector(".chart"));
  }
  pages.delete(root);
}

// Moves a table to a place, in pixels from its first row, and the page to the table.
export function reveal(grid, top) {
  grid.scrollTop = top - grid.clientHeight / 2;
  grid.scrollIntoView({ block: "center" });
}

function observe(page) {
  for (const figure of page.root.querySelectorAll("[data-plot]")) {
    if (!page.plots.has(figure)) page.watcher.observe(figure);
    plotOf(page, figure);
  }
}

function plotOf(page, figure) {
  if (!page.plots.has(figure)) page.plots.set(figure, { stale: true, visible: false, busy: false, drawnAt: -Infinity });
  return page.plots.get(figure);
}

async function draw(page, figure) {
  const plot = plotOf(page, figure);
  if (!plot.stale || plot.busy) return;
  const wait = plot.drawnAt + (SLOW.has(figure.dataset.plot) ? SLOW_PAUSE : QUICK_PAUSE) - performance.now();
  if (wait > 0) {
    plot.timer ??= setTimeout(() => {
      plot.timer = null;
      if (plot.visible) draw(page, figure);
    }, wait);
    return;
  }
  plot.busy = true;
  plot.stale = false;
  // A study of thousands of trials takes seconds.
  if (!plot.figure) noteOf(figure).textContent = "Being drawn …";
  try {
    plot.figure = JSON.parse(await page.dotnet.invokeMethodAsync("FigureAsync", figure.dataset.plot));
    await show(page, figure, plot);
  } catch (error) {
    // The page was left, or the connection is being restored; the next change draws again.
    if (!/disposed|connection|circuit/i.test(String(error))) throw error;
  } finally {
    plot.drawnAt = performance.now();
    plot.busy = false;
  }
  if (plot.stale && plot.visible) draw(page, figure);
}

const noteOf = figure => figure.querySelector("figcaption .hint");

async function show(page, figure, plot) {
  if (!plot.figure?.data || !figure.isConnected) return;
  const chart = figure.querySelector(".chart");
  noteOf(figure).textContent = plot.figure.note;
  chart.hidden = plot.figure.data.length === 0;
  if (chart.hidden) return;
  const open = number => {
    if (Number.isInteger(number)) page.dotnet.invokeMethodAsync("ChooseAsync", number);
  };
  if (plot.figure.data[0].type === "parcoords") {
    const style = getComputedStyle(document.documentElement);
    chart.classList.add("parallel");
    chart.style.height = "auto";
    chart.tabIndex = 0; // On a narrow screen it is moved sideways, with the keys as well.
    drawParallel(chart, parallelOf(plot.figure.data[0], plot.figure.layout, name => style.getPropertyValue(name).trim(), open));
    return;
  }
  const plotly = await loadPlotly(plot.figure.whole ? page.wholeUrl : page.basicUrl);
  chart.style.height = `${plot.figure.height}px`;
  const figureHere = inViewersZone(structuredClone(plot.figure));
  await plotly.react(chart, figureHere.data, themed(figureHere.layout), config);
  chart.removeAllListeners?.("plotly_click");
  chart.on?.("plotly_click", ({ points }) => open(points[0]?.customdata));
}
