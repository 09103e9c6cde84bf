// The runs table: asks for the rows that come into view, before they do; drags columns; moves the focus between rows.
const AHEAD = 20; // rows kept ready above and below
const AHEAD_MOVING = 2; // hardly any while the table moves fast: an answer that comes soon is worth more than one that lasts
const FAST = 1; // pixels a millisecond
const REST_MS = 50; // between windows of rows that fly past
const LEAD_MS = 60; // how long an answer takes, until it is known better

const state = { grid: null, dotnet: null, height: 37, busy: false, view: 0, top: 0, left: 0, time: 0, pause: 16, speed: 0, latency: LEAD_MS };

const rowsIn = (grid, height) => Math.ceil(grid.clientHeight / height) + 1;

export function mount(grid, dotnet, height) {
  if (!(grid instanceof Element) || grid === state.grid) return;
  Object.assign(state, { grid, dotnet, height, busy: false, view: rowsIn(grid, height), top: grid.scrollTop, time: performance.now(), speed: 0 });
  grid.addEventListener("scroll", onScroll, { passive: true });
  grid.addEventListener("pointerdown", onPointerDown);
  grid.addEventListener("keydown", onKey);
  grid.addEventListener("pointerover", onOver);
  for (const type of ["dragstart", "dragover", "dragleave", "drop"]) grid.addEventListener(type, onDrag);
  new ResizeObserver(() => {
    Object.assign(state, { view: rowsIn(grid, height), top: grid.scrollTop });
    ask();
  }).observe(grid);
  grid.dataset.ready = "true";
  ask();
}

export function toTop() {
  if (state.grid) state.grid.scrollTop = 0;
}

// ---- Rows

function onScroll() {
  const now = performance.now(), { scrollTop, scrollLeft } = state.grid;
  if (scrollLeft !== state.left) state.grid.classList.toggle("sideways", scrollLeft > 0);
  state.left = scrollLeft;
  const passed = now - state.time;
  if (passed > 200) Object.assign(state, { speed: 0, pause: 16 });
  else if (passed > 0) {
    state.speed = 0.5 * state.speed + 0.5 * (scrollTop - state.top) / passed;
    state.pause = 0.5 * state.pause + 0.5 * passed;
  }
  state.top = scrollTop;
  state.time = now;
  ask();
}

// Reads nothing that would lay out the rows that have just come: the next ones are on their way meanwhile.
async function ask() {
  const { grid, dotnet, height, view, top } = state;
  if (state.busy || !grid?.isConnected) return;
  const body = grid.querySelector("tbody");
  const total = Number(body.dataset.total), first = Number(body.dataset.first), count = Number(body.dataset.count);
  // A step that does not come when it should have: the table stands still, and what is in view is wanted.
  const speed = performance.now() - state.time < 1.5 * state.pause + 10 ? state.speed : 0;
  const seen = Math.max(0, Math.min(total - 1, Math.floor(top / height)));
  // Where the view will be when the answer is here. What lies further than a view away is gone again, or never comes, before anyone reads it.
  const target = Math.max(0, Math.min(total - view, Math.floor((top + speed * state.latency) / height)));
  const isFlying = Math.abs(target - seen) > view, lead = isFlying ? 0 : target - seen;
  // What is not there at all is wanted soon; more of it follows.
  const isMissing = seen + view <= first || seen >= first + count;
  const ahead = isFlying ? 0 : isMissing || Math.abs(speed) > FAST ? AHEAD_MOVING : AHEAD, margin = ahead / 2;
  const covered = from => first <= Math.max(0, from - margin) && first + count >= Math.min(total, from + view + margin);
  if (covered(seen) && covered(seen + lead)) return;
  const start = Math.max(0, Math.min(seen, seen + lead) - ahead);
  state.busy = true;
  const asked = performance.now();
  try {
    await dotnet.invokeMethodAsync("ShowRowsAsync", start, view + Math.abs(lead) + 2 * ahead);
  } catch {
    state.busy = false;
    return; // The connection is lost; the page says so.
  }
  state.latency = 0.7 * state.latency + 0.3 * Math.min(400, performance.now() - asked);
  // Rows that fly past are seen only if the page has the time to draw them before the next ones come.
  if (isFlying) await new Promise(resolve => setTimeout(resolve, REST_MS));
  state.busy = false;
  ask();
}

// A value that its column is too narrow for is told on hovering.
function onOver(event) {
  const cell = event.target.closest?.("tbody td");
  if (cell && !cell.title && cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent.trim();
}

// ---- Columns: the edge of a heading changes its width, the heading itself is dragged to another place.

function onPointerDown(event) {
  const edge = event.target.closest("[data-resize]");
  if (!edge) return;
  event.preventDefault();
  const heading = edge.closest("th");
  const table = state.grid.querySelector("table"), group = groupOf(heading);
  const rule = state.grid.querySelector("style").sheet.cssRules[heading.cellIndex - 1].style;
  const before = heading.offsetWidth, whole = table.offsetWidth, grouped = group.offsetWidth, from = event.clientX;
  let width = before;
  edge.setPointerCapture(event.pointerId);
  const move = at => {
    width = Math.max(56, Math.min(900, before + at.clientX - from));
    for (const [style, size] of [[rule, width], [table.style, whole + width - before], [group.style, grouped + width - before]]) style.width = `${size}px`;
  };
  edge.addEventListener("pointermove", move);
  edge.addEventListener("pointerup", () => {
    edge.removeEventListener("pointermove", move);
    if (width !== before) state.dotnet.invokeMethodAsync("ResizeAsync", heading.dataset.column, Math.round(width));
  }, { once: true });
}

// The heading above a heading.
function groupOf(heading) {
  let last = 0;
  return [...state.grid.querySelectorAll(".groups th")].find(group => (last += group.colSpan) > heading.cellIndex);
}

function onDrag(event) {
  const heading = event.target.closest?.("th[data-column]");
  if (event.type === "dragstart") {
    if (!heading) return;
    event.dataTransfer.setData("text/plain", heading.dataset.column);
    event.dataTransfer.effectAllowed = "move";
    state.dragged = heading.dataset.column;
    return;
  }
  if (!heading || !state.dragged) return;
  heading.classList.toggle("drop", event.type === "dragover");
  if (event.type === "dragover") event.preventDefault();
  if (event.type === "drop") {
    event.preventDefault();
    state.dotnet.invokeMethodAsync("MoveAsync", state.dragged, heading.dataset.column);
    state.dragged = null;
  }
}

// ---- Keys: arrows move between rows; with Alt, a heading moves, with Alt and Shift it grows.

function onKey(event) {
  const heading = event.target.closest("th[data-column]");
  if (heading && event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    event.preventDefault();
    const right = event.key === "ArrowRight";
    if (event.shiftKey) state.dotnet.invokeMethodAsync("ResizeAsync", heading.dataset.column, heading.offsetWidth + (right ? 16 : -16));
    else {
      const neighbour = right ? heading.nextElementSibling : heading.previousElementSibling;
      if (neighbour?.dataset.column) state.dotnet.invokeMethodAsync("MoveAsync", heading.dataset.column, neighbour.dataset.column);
    }
    return;
  }
  const cell = event.target.closest("tbody td");
  if (!cell || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const row = event.key === "ArrowDown" ? cell.parentElement.nextElementSibling : cell.parentElement.previousElementSibling;
  const next = row?.cells[cell.cellIndex]?.querySelector("input, a, button");
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

// ---- Files

export async function save(name, stream) {
  const url = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
