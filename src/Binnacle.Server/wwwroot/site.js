// Small things on every page: local times, copying, menus, shortcuts.

class LocalTime extends HTMLElement {
  static observedAttributes = ["datetime", "mode"];
  static #absolute = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
  static #relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  static #units = [["year", 31536000], ["month", 2592000], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];
  static #shown = new Set();

  static {
    setInterval(() => LocalTime.#shown.forEach(element => element.#render()), 15000);
  }

  connectedCallback() {
    if (this.getAttribute("mode") === "relative") LocalTime.#shown.add(this);
    this.#render();
  }

  disconnectedCallback() {
    LocalTime.#shown.delete(this);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#render();
  }

  #render() {
    const time = new Date(this.getAttribute("datetime"));
    if (Number.isNaN(time.getTime())) return;
    const whole = LocalTime.#absolute.format(time);
    this.title = whole;
    // Blazor owns the text inside; what people see stands in the shadow.
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    shadow.textContent = this.getAttribute("mode") === "relative" ? LocalTime.#ago(time) : whole;
  }

  static #ago(time) {
    const seconds = (time.getTime() - Date.now()) / 1000;
    const [unit, size] = LocalTime.#units.find(([, size]) => Math.abs(seconds) >= size) ?? [null, 1];
    return unit ? LocalTime.#relative.format(Math.trunc(seconds / size), unit) : seconds > 5 ? "soon" : "just now";
  }
}

customElements.define("local-time", LocalTime);

// Charts of compared runs are loaded only on the page that has them.
const loadRelations = () => {
  const element = document.querySelector("run-relations");
  if (element && !customElements.get("run-relations")) import(new URL(element.dataset.module, document.baseURI));
};
loadRelations();
Blazor.addEventListener("enhancedload", loadRelations);

document.addEventListener("click", async event => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    await navigator.clipboard.writeText(copy.dataset.copy);
    copy.classList.add("done");
    setTimeout(() => copy.classList.remove("done"), 1200);
  }

  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }

  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = document.querySelector("[data-shortcut='/']");
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  }
});
