// How the values of compared runs hang together: parallel coordinates (drawn here, as SVG) and a scatter chart.
import { node, short } from "./parallel.js";
import { config, layout, loadPlotly } from "./plotly.js";

const HEIGHT = 330, TOP = 56, BOTTOM = 24, SIDE = 70, AXIS_ROOM = 110, MOST_AXES = 10;

class RunRelations extends HTMLElement {
  #data;
  #axes;
  #color;

  connectedCallback() {
    this.#data = JSON.parse(this.dataset.runs);
    const { fields } = this.#data;
    if (fields.length === 0) {
      this.hidden = true;
      return;
    }
    const metrics = fields.map((field, index) => index).filter(index => fields[index].isMetric);
    const params = fields.map((field, index) => index).filter(index => !fields[index].isMetric);
    this.#axes = [...params.slice(0, MOST_AXES - Math.min(metrics.length, 4)), ...metrics.slice(0, 4)];
    this.#color = metrics.find(index => /acc|score|auc|f1/i.test(fields[index].title)) ?? metrics[0] ?? this.#axes[0];
    const [x, y] = [params[0] ?? metrics[0], this.#color];
    this.innerHTML = `
      <section class="card">
        <div class="section-head"><h2>Parallel coordinates</h2><label>Colour by <select class="button quiet" data-role="color"></select></label></div>
        <div class="parallel" tabindex="0" role="region" aria-label="Parallel coordinates; the values stand in the table below"></div>
        <p class="hint" data-role="hover" aria-live="polite">Point at a line to read its run; click to open it.</p>
      </section>
      <section class="card">
        <div class="section-head"><h2>Scatter</h2>
          <label>Horizontal <select class="button quiet" data-role="x"></select></label>
          <label>Vertical <select class="button quiet" data-role="y"></select></label></div>
        <div class="chart" data-role="scatter" role="group" aria-label="Scatter chart; the values stand in the table below"></div>
      </section>`;
    this.#fill("color", this.#color, index => {
      this.#color = index;
      this.#parallel();
      this.#scatter();
    });
    this.#fill("x", x, () => this.#scatter());
    this.#fill("y", y, () => this.#scatter());
    this.resize = new ResizeObserver(() => this.#parallel());
    this.resize.observe(this.querySelector(".parallel"));
    this.onTheme = () => this.#scatter();
    document.addEventListener("themechange", this.onTheme);
    this.#scatter();
  }

  disconnectedCallback() {
    this.resize?.disconnect();
    document.removeEventListener("themechange", this.onTheme);
  }

  #role(name) {
    return this.querySelector(`[data-role="${name}"]`);
  }

  #fill(role, chosen, change) {
    const select = this.#role(role);
    this.#data.fields.forEach((field, index) => select.add(new Option(field.title, index, false, index === chosen)));
    select.addEventListener("change", () => change(Number(select.value)));
  }

  #scale(index) {
    const values = this.#data.runs.map(run => run.values[index]).filter(value => value !== undefined && value !== null);
    const numbers = values.filter(value => typeof value === "number");
    if (numbers.length === values.length && numbers.length > 0) {
      const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
      const log = low > 0 && high / low > 1000;
      const at = log ? Math.log : value => value;
      const place = value => high === low ? 0.5 : (at(value) - at(low)) / (at(high) - at(low));
      const ticks = high === low ? [low] : log ? [low, Math.sqrt(low * high), high] : [0, 0.25, 0.5, 0.75, 1].map(part => low + part * (high - low));
      return { place: value => typeof value === "number" ? place(value) : null, ticks: ticks.map(tick => [short(tick), place(tick)]) };
    }
    const names = [...new Set(values.map(String))].sort();
    const place = value => names.length === 1 ? 0.5 : names.indexOf(String(value)) / (names.length - 1);
    return { place: value => value === undefined || value === null ? null : place(value), ticks: names.slice(0, 12).map(name => [clip(name, 12), place(name)]) };
  }

  // By rank, not by value: one failed run would else take all the colours of the others.
  #colors() {
    const scale = this.#scale(this.#color);
    const parts = this.#data.runs.map(run => scale.place(run.values[this.#color]));
    const ranks = [...new Set(parts.filter(part => part !== null))].sort((a, b) => a - b);
    return parts.map(part => part === null ? "#8a94a0" : ramp(ranks.length === 1 ? 0.5 : ranks.indexOf(part) / (ranks.length - 1)));
  }

  #parallel() {
    const holder = this.querySelector(".parallel");
    const { runs, fields } = this.#data;
    const width = Math.max(holder.clientWidth, SIDE * 2 + AXIS_ROOM * (this.#axes.length - 1));
    const step = this.#axes.length > 1 ? (width - 2 * SIDE) / (this.#axes.length - 1) : 0;
    const scales = this.#axes.map(index => this.#scale(index));
    const x = position => SIDE + position * step;
    const y = part => HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM);

    const svg = node("svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` });
    const lines = svg.appendChild(node("g", { class: "lines" }));
    const colors = this.#colors();
    runs.forEach((run, index) => {
      const points = this.#axes.map((index, position) => [x(position), scales[position].place(run.values[index])])
        .filter(([, part]) => part !== null).map(([left, part]) => `${left.toFixed(1)},${y(part).toFixed(1)}`);
      if (points.length < 2) return;
      const line = lines.appendChild(node("polyline", { points: points.join(" "), stroke: colors[index] }));
      const name = node("title");
      name.textContent = run.name;
      line.append(name);
      line.addEventListener("pointerenter", () => {
        lines.append(line);
        this.#role("hover").textContent = `${run.name}: ` + this.#axes.map(index => `${fields[index].title} ${text(run.values[index])}`).join(", ");
      });
      line.addEventListener("click", () => Blazor.navigateTo(run.url));
    });
    this.#axes.forEach((index, position) => {
      const axis = svg.appendChild(node("g", { class: fields[index].isMetric ? "axis metric" : "axis" }));
      axis.append(node("line", { x1: x(position), x2: x(position), y1: y(1), y2: y(0) }));
      const title = axis.appendChild(node("text", { x: x(position), y: TOP - 26, "text-anchor": "middle", class: "axis-title" }));
      title.textContent = clip(fields[index].title, Math.max(12, Math.floor(step / 7.5)));
      const whole = node("title");
      whole.textContent = fields[index].title;
      title.append(whole);
      for (const [label, part] of scales[position].ticks) {
        const last = position === this.#axes.length - 1;
        axis.append(node("line", { x1: x(position) - 3, x2: x(position) + 3, y1: y(part), y2: y(part) }));
        const tick = axis.appendChild(node("text", { x: x(position) + (last ? 7 : -7), y: y(part) + 4, "text-anchor": last ? "start" : "end" }));
        tick.textContent = label;
      }
    });
    holder.replaceChildren(svg);
  }

  async #scatter() {
    const plotly = await loadPlotly(this.dataset.plotly);
    if (!this.isConnected) return;
    const [x, y] = ["x", "y"].map(role => Number(this.#role(role).value));
    const { runs, fields } = this.#data;
    const trace = {
      type: "scatter", mode: "markers", hoverinfo: "text",
      x: runs.map(run => run.values[x] ?? null), y: runs.map(run => run.values[y] ?? null),
      text: runs.map(run => `${escape(run.name)}<br>${escape(fields[x].title)} ${escape(text(run.values[x]))}<br>${escape(fields[y].title)} ${escape(text(run.values[y]))}`),
      marker: { size: 10, color: this.#colors(), line: { width: 1, color: "rgba(127,127,127,.5)" } },
    };
    const element = this.#role("scatter");
    await plotly.react(element, [trace], layout({
      hovermode: "closest", showlegend: false,
      xaxis: { title: { text: escape(fields[x].title), standoff: 8 } }, yaxis: { title: { text: escape(fields[y].title), standoff: 8 } },
    }), config);
    element.removeAllListeners?.("plotly_click");
    element.on("plotly_click", ({ points }) => Blazor.navigateTo(runs[points[0].pointIndex].url));
  }
}

// Dark blue to yellow by way of green: even in brightness, and told apart without telling red from green.
const STOPS = [[68, 84, 163], [42, 128, 160], [36, 160, 120], [140, 186, 60], [240, 180, 20]];

function ramp(part) {
  const place = Math.min(Math.max(part, 0), 1) * (STOPS.length - 1);
  const index = Math.min(Math.floor(place), STOPS.length - 2);
  const mixed = STOPS[index].map((from, channel) => Math.round(from + (STOPS[index + 1][channel] - from) * (place - index)));
  return `rgb(${mixed.join(",")})`;
}

const text = value => value === undefined || value === null ? "–" : typeof value === "number" ? short(value) : value;
const clip = (value, length) => value.length > length ? value.slice(0, length - 1) + "…" : value;
// The library reads a little HTML in texts; names are only names.
const escape = value => String(value).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

customElements.define("run-relations", RunRelations);
