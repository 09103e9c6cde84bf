// A board of charts: cards that are added, moved, resized and removed. What it shows stands in the page's address.
import { addForm, cardElement, dragging } from "./cards.js";
import { kinds } from "./chart-kinds.js";
import { loadPlotly } from "./plotly.js";

const pages = new Map(); // by the element of the board
const parted = new Map(); // boards whose element was taken away, by key

// A page comes with its board, which draws at once. When the page is connected, another element takes the place of
// the first, and takes over what stands in it.
class ChartBoard extends HTMLElement {
  static observedAttributes = ["data-key"];

  connectedCallback() {
    this.#begin();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#begin();
  }

  disconnectedCallback() {
    const page = pages.get(this);
    if (!page) return;
    pages.delete(this);
    parted.set(page.key, page);
    page.parting = setTimeout(() => {
      parted.delete(page.key);
      end(page);
    }, 1000);
  }

  #begin() {
    const { key, overview } = this.dataset;
    if (!key || pages.has(this)) return;
    const page = parted.get(key);
    if (page) {
      clearTimeout(page.parting);
      parted.delete(key);
      pages.set(this, Object.assign(page, { root: this }));
      this.replaceChildren(page.tools ?? "", page.board);
      drawStale(page);
    } else if (overview) begin(this, JSON.parse(overview));
  }
}

// The page is connected: what the server knows comes from now on.
export function mount(root, dotnet, overview) {
  const page = pages.get(root);
  const isOld = page && page.overview.latest !== overview.latest;
  if (page) changed(root, overview, []);
  if (isOld) redraw(page);
  (page ?? begin(root, overview)).connect(dotnet);
  root.dataset.connected = "true";
}

function begin(root, overview) {
  const { key, basic, whole } = root.dataset;
  const { promise: connected, resolve: connect } = Promise.withResolvers();
  const board = Object.assign(document.createElement("div"), { className: "board" });
  const page = { root, key, board, overview, connected, connect, view: readView(), cards: new Map(), chosen: null };
  page.api = {
    series: (metric, card) => series(page, metric, card),
    values: async fields => (await connected).invokeMethodAsync("Values", fields),
    plotly: isWhole => loadPlotly(isWhole ? whole : basic),
  };
  page.watcher = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      const card = page.cards.get(target.dataset.card);
      if (!card) continue;
      card.visible = isIntersecting;
      if (isIntersecting) draw(page, card);
    }
  }, { rootMargin: "300px" });
  page.onTheme = () => redraw(page);
  page.onShown = () => drawStale(page);
  document.addEventListener("themechange", page.onTheme);
  document.addEventListener("visibilitychange", page.onShown);
  pages.set(root, page);
  root.replaceChildren(board);
  tools(page);
  arrange(page);
  // What is in view is drawn at once: the observer speaks with the next frame, which the library's evaluation holds up.
  for (const card of page.cards.values()) {
    card.visible = card.element.getBoundingClientRect().top < innerHeight;
    if (card.visible) draw(page, card);
  }
  // A shared range narrows the table, wherever the page is scrolled to.
  for (const id of Object.keys(page.view.brush)) draw(page, page.cards.get(id));
  return page;
}

function end(page) {
  page.watcher.disconnect();
  document.removeEventListener("themechange", page.onTheme);
  document.removeEventListener("visibilitychange", page.onShown);
  for (const card of page.cards.values()) window.Plotly?.purge(card.chart);
}

async function series(page, metric, card) {
  const query = Object.entries({ metric, ...request(page, card) }).filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  const answer = await fetch(`/charts/series?${query}&runs=${page.overview.runs.map(run => run.id).join(",")}`)
    .catch(() => { throw new Error("the server does not answer"); });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

// Runs have new points of some metrics.
export function changed(root, overview, metrics) {
  const page = pages.get(root);
  if (!page) return;
  const isNew = overview.metrics.length !== page.overview.metrics.length;
  page.overview = overview;
  if (isNew) {
    tools(page);
    arrange(page);
  }
  const names = new Set(metrics);
  for (const card of page.cards.values()) {
    if (kinds[card.kind].uses(card).some(field => names.has(field))) {
      card.stale = true;
      if (card.visible) draw(page, card);
    }
  }
}

// Somebody gave other colours to runs.
export function recolored(root, overview) {
  const page = pages.get(root);
  if (!page) return;
  page.overview = overview;
  redraw(page);
}

function readView() {
  const query = new URLSearchParams(location.search);
  const json = name => {
    try {
      return JSON.parse(query.get(name));
    } catch {
      return null;
    }
  };
  const cards = json("cards");
  return {
    x: ["logstep", "relative", "time"].includes(query.get("x")) ? query.get("x") : "step",
    smoothing: Math.min(Math.max(Number(query.get("smoothing")) || 0, 0), 0.999),
    log: query.get("log") === "1",
    zoom: json("zoom") ?? {},
    brush: json("brush") ?? {},
    cards: Array.isArray(cards) ? cards.filter(card => card && Object.hasOwn(kinds, card.kind)) : null,
  };
}

// The entry of the history is replaced: a zoom is no step that Back should undo.
export function remember(page) {
  const { view } = page;
  const query = new URLSearchParams(location.search);
  const set = (name, value) => value ? query.set(name, value) : query.delete(name);
  set("x", view.x === "step" ? null : view.x);
  set("smoothing", view.smoothing > 0 ? String(view.smoothing) : null);
  set("log", view.log ? "1" : null);
  set("zoom", Object.keys(view.zoom).length > 0 ? JSON.stringify(view.zoom) : null);
  set("brush", Object.keys(view.brush).length > 0 ? JSON.stringify(view.brush) : null);
  set("cards", view.cards ? JSON.stringify(view.cards) : null);
  const text = query.toString();
  history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : ""));
}

function request(page, card) {
  const [from, to] = page.view.zoom[card.id] ?? [null, null];
  // The lowest and the highest value of each pixel; steps of the width let cards of nearly the same one share the points.
  const points = Math.min(2000, 500 * Math.ceil((card.chart.clientWidth || 1000) * 2 / 500));
  const isLog = page.view.x === "logstep"; // crowded at the end: its beginning needs all there are
  return { axis: isLog ? "step" : page.view.x, from, to, smoothing: page.view.smoothing, points: isLog ? 2000 : points };
}

const shownCards = page => page.view.cards ?? page.overview.metrics.map(metric => ({ kind: "line", y: `m:${metric}` }));

// Whoever changes a card owns the list from then on; until then every metric has its card.
export function editable(page) {
  page.view.cards ??= shownCards(page).map(card => ({ ...card }));
  return page.view.cards;
}

function arrange(page) {
  const seen = new Set();
  const before = page.cards;
  page.cards = new Map();
  const elements = shownCards(page).map((spec, index) => {
    let id = `${spec.kind}:${[spec.x, spec.y, spec.z].filter(Boolean).join(",")}`;
    while (seen.has(id)) id += "'";
    seen.add(id);
    const known = before.get(id);
    const card = known ?? { id, stale: true, visible: false };
    Object.assign(card, { x: undefined, y: undefined, z: undefined, log: undefined, w: undefined, h: undefined }, spec, { index });
    if (!known) {
      cardElement(page, card, { draw: () => { card.stale = true; draw(page, card); }, change: edit => change(page, card, edit) });
      page.watcher.observe(card.element);
    }
    card.element.style.setProperty("--w", card.w ?? 1);
    card.element.style.setProperty("--h", card.h ?? 1);
    page.cards.set(id, card);
    return card.element;
  });
  for (const [id, card] of before) {
    if (page.cards.has(id)) continue;
    page.watcher.unobserve(card.element);
    window.Plotly?.purge(card.chart);
  }
  page.board.replaceChildren(...elements);
  dragging(page.board, (from, to) => {
    const cards = editable(page);
    const [moved] = cards.splice(from, 1);
    cards.splice(to, 0, moved);
    remember(page);
    arrange(page);
  }, id => page.cards.get(id)?.index);
  forgetBrushes(page);
  find(page);
}

function change(page, card, edit) {
  const cards = editable(page);
  edit(cards, card.index);
  remember(page);
  arrange(page);
  for (const other of page.cards.values()) {
    if (other.visible && other.element.isConnected) window.Plotly?.Plots?.resize?.(other.chart)?.catch?.(() => {});
  }
  card.stale = true;
  if (page.cards.has(card.id)) draw(page, page.cards.get(card.id));
}

function redraw(page) {
  for (const card of page.cards.values()) card.stale = true;
  drawStale(page);
}

function drawStale(page) {
  for (const card of page.cards.values()) if (card.visible) draw(page, card);
}

async function draw(page, card) {
  // A page behind others is drawn when somebody looks at it again.
  if (!card.stale || card.busy || document.hidden) return;
  card.busy = true;
  card.stale = false;
  if (card.failed) card.note.textContent = "";
  card.failed = false;
  try {
    const hidden = page.chosen;
    await kinds[card.kind].draw(page, card, {
      isShown: id => !hidden || hidden.has(id),
      zoomed: range => {
        if (range) page.view.zoom[card.id] = range;
        else delete page.view.zoom[card.id];
        remember(page);
        card.stale = true;
        draw(page, card);
      },
      choose: (runs, ranges) => {
        page.view.brush = runs ? { [card.id]: ranges } : {};
        remember(page);
        tellChosen(page, runs);
        for (const other of page.cards.values()) {
          // The last card that was drawn on decides.
          if (other !== card) other.chart.brushes?.clear();
          if (other !== card) other.stale = true;
          if (other !== card && other.visible) draw(page, other);
        }
      },
    });
    // Taken out of the page meanwhile: it is drawn when it is back.
    card.stale ||= !card.chart.isConnected;
  } catch (error) {
    // The server or the store is away, perhaps not for long.
    card.note.textContent = `Not drawn: ${error.message}`;
    card.failed = card.stale = true;
  } finally {
    card.busy = false;
  }
  if (card.stale && card.visible && pages.get(page.root) === page && card.chart.isConnected) setTimeout(() => draw(page, card), card.failed ? 2000 : 50);
}

function tellChosen(page, runs) {
  page.chosen = runs;
  page.connected.then(dotnet => dotnet.invokeMethodAsync("ChooseAsync", runs && [...runs])).catch(() => {}); // the page was left
}

// A card that is gone narrows nothing.
function forgetBrushes(page) {
  if (Object.keys(page.view.brush).every(id => page.cards.has(id))) return;
  page.view.brush = {};
  remember(page);
  if (page.chosen) tellChosen(page, null);
  redraw(page);
}

function find(page) {
  const text = (page.search?.value ?? "").toLowerCase();
  for (const card of page.cards.values()) card.element.hidden = !card.title.toLowerCase().includes(text);
}

function tools(page) {
  page.tools?.remove();
  page.search = null;
  if (page.overview.metrics.length === 0) return;
  const bar = page.tools = document.createElement("div");
  bar.className = "charts-tools";
  bar.innerHTML = `
    <label>Horizontal <select class="button quiet" data-option="x">
      <option value="step">Step</option><option value="logstep">Step, logarithmic</option><option value="relative">Time since start</option><option value="time">Time of day</option></select></label>
    <label>Smoothing <input type="range" min="0" max="0.99" step="0.01" data-option="smoothing" /></label>
    <label class="check"><input type="checkbox" data-option="log" /> Logarithmic</label>`;
  for (const input of bar.querySelectorAll("[data-option]")) {
    const { option } = input.dataset;
    if (option === "log") input.checked = page.view.log;
    else input.value = page.view[option];
    input.addEventListener("input", () => {
      // A range of steps is none of seconds.
      if (option === "x") page.view.zoom = {};
      page.view[option] = option === "log" ? input.checked : option === "smoothing" ? Number(input.value) : input.value;
      clearTimeout(page.pause);
      page.pause = setTimeout(() => {
        remember(page);
        redraw(page);
      }, option === "smoothing" ? 120 : 0);
    });
  }
  bar.append(addForm(page, spec => {
    editable(page).unshift(spec);
    remember(page);
    arrange(page);
  }, () => {
    page.view.cards = null;
    page.view.zoom = {};
    remember(page);
    arrange(page);
    redraw(page);
  }));
  if (page.overview.metrics.length > 4) {
    page.search = document.createElement("input");
    Object.assign(page.search, { type: "search", placeholder: "Find a metric", ariaLabel: "Find a metric" });
    page.search.addEventListener("input", () => find(page));
    bar.append(page.search);
  }
  page.board.before(bar);
}

customElements.define("chart-board", ChartBoard);
