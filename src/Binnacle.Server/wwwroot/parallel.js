// Parallel coordinates as SVG: needs no WebGL, and a range drawn on an axis chooses the lines that pass through it.
const HEIGHT = 380, TOP = 56, BOTTOM = 24, SIDE = 76, AXIS_ROOM = 110;

// spec: { axes: [{ title, values, range: [low, high], ticks: [[place, label]], isMetric }], colors, names, brushes, onOpen(index), onChoose(Set or null, brushes) }
// Values are numbers, or null where the line has none there. Ranges are kept while their axis stays; "brushes" are those to begin with.
export function drawParallel(holder, spec) {
  const isFirst = !holder.brushes;
  const brushes = holder.brushes ??= new Map(Object.entries(spec.brushes ?? {}));
  for (const title of brushes.keys()) if (!spec.axes.some(axis => axis.title === title)) brushes.delete(title);
  const width = Math.max(holder.clientWidth, SIDE * 2 + AXIS_ROOM * (spec.axes.length - 1));
  const step = spec.axes.length > 1 ? (width - 2 * SIDE) / (spec.axes.length - 1) : 0;
  const x = position => SIDE + position * step;
  const y = (axis, value) => HEIGHT - BOTTOM - (axis.range[1] === axis.range[0] ? 0.5 : (value - axis.range[0]) / (axis.range[1] - axis.range[0])) * (HEIGHT - TOP - BOTTOM);
  const value = (axis, top) => axis.range[0] + (HEIGHT - BOTTOM - top) / (HEIGHT - TOP - BOTTOM) * (axis.range[1] - axis.range[0]);

  const svg = node("svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` });
  const lines = svg.appendChild(node("g", { class: "lines" }));
  const drawn = spec.names.map((name, index) => {
    const points = spec.axes.map((axis, position) => [x(position), axis.values[index], axis]).filter(([, place]) => place !== null && place !== undefined)
      .map(([left, place, axis]) => `${left.toFixed(1)},${y(axis, place).toFixed(1)}`);
    if (points.length < 2) return null;
    const line = lines.appendChild(node("polyline", { points: points.join(" "), stroke: spec.colors[index] }));
    const title = line.appendChild(node("title"));
    title.textContent = name;
    line.addEventListener("pointerenter", () => lines.append(line));
    line.addEventListener("click", () => spec.onOpen?.(index));
    return line;
  });

  const choose = tell => {
    const ranges = spec.axes.map(axis => [axis, brushes.get(axis.title)]).filter(([, range]) => range);
    const chosen = new Set();
    drawn.forEach((line, index) => {
      const isIn = ranges.every(([axis, [low, high]]) => axis.values[index] !== null && axis.values[index] >= low && axis.values[index] <= high);
      line?.classList.toggle("out", !isIn);
      if (isIn) chosen.add(index);
    });
    if (tell) spec.onChoose?.(ranges.length > 0 ? chosen : null, Object.fromEntries(brushes));
  };

  spec.axes.forEach((axis, position) => {
    const group = svg.appendChild(node("g", { class: axis.isMetric ? "axis metric" : "axis" }));
    group.append(node("line", { x1: x(position), x2: x(position), y1: TOP, y2: HEIGHT - BOTTOM }));
    const title = group.appendChild(node("text", { x: x(position), y: TOP - 26, "text-anchor": "middle", class: "axis-title" }));
    title.textContent = clip(axis.title, Math.max(12, Math.floor(step / 7.5)));
    title.appendChild(node("title")).textContent = axis.title;
    const isLast = position === spec.axes.length - 1 && position > 0;
    for (const [place, label] of axis.ticks) {
      group.append(node("line", { x1: x(position) - 3, x2: x(position) + 3, y1: y(axis, place), y2: y(axis, place) }));
      const text = group.appendChild(node("text", { x: x(position) + (isLast ? 8 : -8), y: y(axis, place) + 4, "text-anchor": isLast ? "start" : "end" }));
      text.textContent = label;
    }
    const range = group.appendChild(node("rect", { class: "brush", x: x(position) - 7, width: 14, y: 0, height: 0 }));
    const show = () => {
      const [low, high] = brushes.get(axis.title) ?? [0, 0];
      range.setAttribute("height", brushes.has(axis.title) ? Math.max(y(axis, low) - y(axis, high), 2) : 0);
      if (brushes.has(axis.title)) range.setAttribute("y", y(axis, high));
    };
    const grip = group.appendChild(node("rect", { class: "grip", x: x(position) - 12, width: 24, y: TOP - 10, height: HEIGHT - TOP - BOTTOM + 20, "data-axis": axis.title }));
    grip.addEventListener("pointerdown", down => {
      grip.setPointerCapture(down.pointerId);
      const topOf = event => event.clientY - svg.getBoundingClientRect().top;
      const start = topOf(down);
      const within = top => Math.min(Math.max(top, TOP), HEIGHT - BOTTOM);
      const move = event => {
        const [low, high] = [value(axis, within(start)), value(axis, within(topOf(event)))].sort((a, b) => a - b);
        brushes.set(axis.title, [low, high]);
        show();
        choose(false);
      };
      const end = event => {
        grip.removeEventListener("pointermove", move);
        // A click, not a drag, takes the range away.
        if (Math.abs(topOf(event) - start) < 4) brushes.delete(axis.title);
        show();
        choose(true);
      };
      grip.addEventListener("pointermove", move);
      grip.addEventListener("pointerup", end, { once: true });
    });
    show();
  });
  holder.replaceChildren(svg);
  choose(isFirst && brushes.size > 0);
}

// A trace of the charting library's kind "parcoords" as a specification.
export function parallelOf(trace, layout, color, onOpen) {
  const axes = trace.dimensions.map((dimension, index) => {
    const values = dimension.values;
    const known = values.filter(value => value !== null);
    const range = dimension.range ?? [Math.min(...known), Math.max(...known)];
    const ticks = dimension.tickvals
      ? dimension.tickvals.map((place, i) => [place, plain(dimension.ticktext?.[i] ?? short(place))])
      : (range[0] === range[1] ? [0] : [0, 0.25, 0.5, 0.75, 1]).map(part => range[0] + part * (range[1] - range[0])).map(place => [place, short(place)]);
    return { title: plain(dimension.label), values, range, ticks, isMetric: index === 0 };
  });
  const { cmin, cmax, reversescale } = layout.coloraxis;
  const stops = ["--scale-strong", "--scale-middle", "--scale-pale"].map(color);
  const colors = trace.line.color.map(value => {
    const part = value === null ? 1 : Math.min(Math.max((value - cmin) / (cmax - cmin), 0), 1);
    return mix(stops, reversescale ? 1 - part : part);
  });
  const numbers = trace.customdata ?? [];
  const names = colors.map((_, index) => `trial ${numbers[index]}: ${axes.map(axis => `${axis.title} ${short(axis.values[index])}`).join(", ")}`);
  return { axes, colors, names, onOpen: index => onOpen(numbers[index]) };
}

const whole = new Intl.NumberFormat("en");

// As the server's pages write numbers: "1,234,567", "0.9746".
export const short = value => value === null || value === undefined ? "–"
  : Number.isInteger(value) && Math.abs(value) < 1e9 ? whole.format(value) : String(Number(Number(value).toPrecision(4)));

const clip = (text, length) => text.length > length ? text.slice(0, length - 1) + "…" : text;
// The library's texts are escaped; here they are only texts.
const plain = text => String(text).replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

export function mix(stops, part) {
  const place = part * (stops.length - 1), index = Math.min(Math.floor(place), stops.length - 2);
  const [from, to] = [stops[index], stops[index + 1]].map(hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)));
  return `rgb(${from.map((channel, i) => Math.round(channel + (to[i] - channel) * (place - index))).join(",")})`;
}

export function node(name, attributes = {}) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
