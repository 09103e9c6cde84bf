// Views of the runs table that somebody keeps in this browser: names of addresses, by experiment.
const keyOf = menu => `views:${menu.dataset.views}`;

function read(menu) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(menu)) ?? "{}");
  } catch {
    return {};
  }
}

function fill(menu) {
  const views = read(menu);
  menu.querySelector("[data-copy-address]").dataset.copy = location.href;
  menu.querySelector("[data-views-empty]").hidden = Object.keys(views).length > 0;
  menu.querySelector("[data-views-list]").replaceChildren(...Object.entries(views).map(([name, query]) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = location.pathname + query;
    link.textContent = name;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "icon-button small";
    remove.setAttribute("aria-label", `Forget the view ${name}`);
    remove.textContent = "✕";
    remove.addEventListener("click", event => {
      event.stopPropagation();
      const { [name]: _, ...others } = read(menu);
      localStorage.setItem(keyOf(menu), JSON.stringify(others));
      fill(menu);
    });
    item.append(link, remove);
    return item;
  }));
}

document.addEventListener("toggle", event => {
  const menu = event.target;
  if (menu.matches?.("[data-views]") && menu.open) fill(menu);
}, true);

function keep(menu) {
  const field = menu.querySelector("[data-views-name]");
  const name = field.value.trim();
  if (!name) return field.focus();
  localStorage.setItem(keyOf(menu), JSON.stringify({ ...read(menu), [name]: location.search }));
  field.value = "";
  fill(menu);
}

document.addEventListener("click", event => {
  const button = event.target.closest("[data-views-save]");
  if (button) keep(button.closest("[data-views]"));
});

document.addEventListener("keydown", event => {
  if (event.key !== "Enter" || !event.target.matches("[data-views-name]")) return;
  event.preventDefault(); // the search form around must not be sent
  keep(event.target.closest("[data-views]"));
});
