// The cards of a board of charts: their headings and menus, moving and resizing them, and the form that adds one.
import { kinds } from "./chart-kinds.js";

const MOST_COLUMNS = 3, MOST_ROWS = 3;

export function cardElement(page, card, { draw, change }) {
  const kind = kinds[card.kind];
  card.title = kind.title(card);
  const figure = card.element = document.createElement("figure");
  figure.className = "card chart-card";
  figure.dataset.card = card.id;
  figure.innerHTML = `
    <figcaption draggable="true"><h2></h2><span class="latest"></span>
      <details class="menu"><summary class="icon-button small" aria-label="">⋯</summary><div class="menu-body picker"></div></details></figcaption>
    <p class="hint note"></p>
    <div class="chart" role="group"></div>
    <span class="resize" aria-hidden="true"></span>`;
  const heading = figure.querySelector("h2");
  heading.textContent = card.title;
  heading.title = card.title;
  figure.querySelector("summary").ariaLabel = `Menu of the chart ${card.title}`;
  card.chart = figure.querySelector(".chart");
  card.chart.ariaLabel = `${kind.name} of ${card.title}; its values stand in the tables of the runs`;
  if (card.kind === "line") card.chart.dataset.metric = card.y.slice(2);
  card.note = figure.querySelector(".note");
  card.latest = figure.querySelector(".latest");

  const menu = figure.querySelector(".menu-body");
  const item = (text, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    button.textContent = text;
    button.addEventListener("click", () => {
      figure.querySelector("details").open = false;
      act();
    });
    menu.append(button);
  };
  const size = (name, by, most) => () => change((cards, index) => {
    cards[index][name] = Math.min(Math.max((cards[index][name] ?? 1) + by, 1), most);
  });
  const move = by => () => change((cards, index) => {
    const to = Math.min(Math.max(index + by, 0), cards.length - 1);
    cards.splice(to, 0, ...cards.splice(index, 1));
  });
  if (card.kind === "line") {
    item("Logarithmic or linear", () => change((cards, index) => { cards[index].log = !(cards[index].log ?? page.view.log); }));
    item("Whole range", () => { delete page.view.zoom[card.id]; change(() => {}); draw(); });
  }
  item("Wider", size("w", 1, MOST_COLUMNS));
  item("Narrower", size("w", -1, MOST_COLUMNS));
  item("Taller", size("h", 1, MOST_ROWS));
  item("Lower", size("h", -1, MOST_ROWS));
  item("Move forward", move(-1));
  item("Move back", move(1));
  for (const format of ["svg", "png"]) item(`Download ${format.toUpperCase()}`, () => picture(page, card, format));
  item("Download CSV", () => kind.csv(page, card));
  item("Remove", () => change((cards, index) => cards.splice(index, 1)));

  resizing(figure, (columns, rows) => change((cards, index) => {
    cards[index].w = Math.min(Math.max(columns, 1), MOST_COLUMNS);
    cards[index].h = Math.min(Math.max(rows, 1), MOST_ROWS);
  }));
}

async function picture(page, card, format) {
  const svg = card.chart.querySelector(":scope > svg");
  if (svg && card.kind === "parallel") {
    // Drawn here, not by the library: its colours are those of the page's rules.
    for (const element of svg.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      for (const name of ["fill", "stroke", "opacity", "font-size", "font-family"]) element.style.setProperty(name, style.getPropertyValue(name));
    }
    const text = new XMLSerializer().serializeToString(svg);
    if (format === "svg") return save(new Blob([text], { type: "image/svg+xml" }), `${card.title}.svg`);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: svg.clientWidth * 2, height: svg.clientHeight * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toBlob(blob => save(blob, `${card.title}.png`));
  }
  await window.Plotly.downloadImage(card.chart, {
    format, filename: card.title, width: card.chart.clientWidth, height: card.chart.clientHeight, scale: format === "png" ? 2 : 1,
  });
}

export function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// A heading is dragged onto another card, whose place it takes.
export function dragging(board, moved, indexOf) {
  let dragged = null;
  board.ondragstart = event => {
    dragged = event.target.closest("[data-card]");
    event.dataTransfer.effectAllowed = "move";
  };
  board.ondragover = event => {
    if (dragged && event.target.closest("[data-card]")) event.preventDefault();
  };
  board.ondrop = event => {
    const target = event.target.closest("[data-card]");
    if (!dragged || !target || target === dragged) return;
    event.preventDefault();
    const [from, to] = [dragged, target].map(element => indexOf(element.dataset.card));
    dragged = null;
    if (from !== undefined && to !== undefined) moved(from, to);
  };
  board.ondragend = () => { dragged = null; };
}

function resizing(figure, resized) {
  const grip = figure.querySelector(".resize");
  grip.addEventListener("pointerdown", down => {
    down.preventDefault();
    grip.setPointerCapture(down.pointerId);
    const box = figure.getBoundingClientRect();
    const [columns, rows] = ["--w", "--h"].map(name => Number(figure.style.getPropertyValue(name)) || 1);
    grip.addEventListener("pointerup", up => resized(
      Math.round((up.clientX - box.left) / (box.width / columns)), Math.round((up.clientY - box.top) / (box.height / rows))), { once: true });
  });
}

export function addForm(page, add, reset) {
  const menu = document.createElement("details");
  menu.className = "menu";
  menu.innerHTML = `
    <summary class="button quiet">Add a chart</summary>
    <form class="menu-body picker"><label>Kind <select class="button quiet" name="kind"></select></label><div class="fields"></div>
      <button class="button primary" type="submit">Add</button><button class="button quiet" type="button" data-reset>One chart for each metric</button></form>`;
  const form = menu.querySelector("form");
  for (const [name, kind] of Object.entries(kinds)) form.elements.kind.add(new Option(kind.name, name));
  const fields = form.querySelector(".fields");
  const fill = () => {
    fields.replaceChildren(...kinds[form.elements.kind.value].fields.map(([name, title, wants]) => {
      const label = document.createElement("label");
      const select = Object.assign(document.createElement("select"), { name, className: "button quiet" });
      if (wants !== "metric") select.append(...page.overview.params.map(param => new Option(param, `p:${param}`)));
      if (wants !== "param") select.append(...page.overview.metrics.map(metric => new Option(metric, `m:${metric}`)));
      label.append(`${title} `, select);
      return label;
    }));
  };
  form.elements.kind.addEventListener("change", fill);
  form.addEventListener("submit", event => {
    event.preventDefault();
    const spec = Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
    if (kinds[spec.kind].fields.some(([name]) => !spec[name])) return;
    menu.open = false;
    add({ ...spec, ...(spec.kind === "parallel" ? { w: MOST_COLUMNS } : {}) });
  });
  form.querySelector("[data-reset]").addEventListener("click", () => {
    menu.open = false;
    reset();
  });
  fill();
  return menu;
}
