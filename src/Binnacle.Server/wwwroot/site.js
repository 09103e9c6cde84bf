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
    const time = this.#time;
    if (!time) return;
    // Blazor owns the text inside; what people see stands in the shadow.
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    shadow.textContent = this.getAttribute("mode") === "relative" ? LocalTime.#ago(time) : LocalTime.#absolute.format(time);
    this.removeAttribute("title");
  }

  // Told when somebody points at it: a table shows hundreds.
  tell() {
    if (!this.title && this.#time) this.title = LocalTime.#absolute.format(this.#time);
  }

  get #time() {
    const time = new Date(this.getAttribute("datetime"));
    return Number.isNaN(time.getTime()) ? null : time;
  }

  static #ago(time) {
    const seconds = (time.getTime() - Date.now()) / 1000;
    const [unit, size] = LocalTime.#units.find(([, size]) => Math.abs(seconds) >= size) ?? [null, 1];
    return unit ? LocalTime.#relative.format(Math.trunc(seconds / size), unit) : seconds > 5 ? "soon" : "just now";
  }
}

customElements.define("local-time", LocalTime);
document.addEventListener("pointerover", event => event.target.closest?.("local-time")?.tell());

// Parts with a script of their own load it only on the page that has them.
const loadModules = () => {
  for (const element of document.querySelectorAll("[data-module]")) {
    if (!customElements.get(element.localName)) import(new URL(element.dataset.module, document.baseURI));
  }
};
loadModules();
Blazor.addEventListener("enhancedload", loadModules);

// A log stays at its end while the reader is there.
class FollowEnd extends HTMLElement {
  connectedCallback() {
    let isAtEnd = true;
    const text = () => this.querySelector("pre");
    this.addEventListener("scroll", () => {
      const { scrollTop, scrollHeight, clientHeight } = text();
      isAtEnd = scrollTop + clientHeight > scrollHeight - 40;
    }, true);
    const follow = () => {
      if (isAtEnd && text()) text().scrollTop = text().scrollHeight;
    };
    this.watcher = new MutationObserver(follow);
    this.watcher.observe(this, { childList: true, characterData: true, subtree: true });
    follow();
  }

  disconnectedCallback() {
    this.watcher?.disconnect();
  }
}

customElements.define("follow-end", FollowEnd);

// A dialog that has the page to itself: the browser keeps the focus in it and closes it with Escape.
class ModalDialog extends HTMLElement {
  connectedCallback() {
    this.opener = document.activeElement;
    // Blazor fills an element after it has put it in its place.
    queueMicrotask(() => this.querySelector("dialog")?.showModal());
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (document.activeElement !== document.body) return;
      (this.opener.isConnected ? this.opener : document.querySelector("h1[tabindex]"))?.focus();
    });
  }
}

customElements.define("modal-dialog", ModalDialog);

// A server that was started again knows nothing of this page's connection: the page is loaded again as soon as it answers.
const lost = document.getElementById("components-reconnect-modal");
if (lost) {
  const isOver = () => /components-reconnect-(failed|rejected)/.test(lost.className);
  let waiting = null;
  const retry = async () => {
    waiting = null;
    if (!isOver()) return;
    try {
      if ((await fetch("/health", { cache: "no-store" })).ok) return location.reload();
    } catch {
      // It does not answer yet.
    }
    waiting = setTimeout(retry, 1000);
  };
  new MutationObserver(() => {
    if (isOver()) waiting ??= setTimeout(retry, 200);
  }).observe(lost, { attributeFilter: ["class"] });
}

// A box whose state is a part of the page's address.
document.addEventListener("change", event => {
  const name = event.target.dataset?.address;
  if (!name) return;
  const url = new URL(location);
  if (event.target.checked) url.searchParams.set(name, "1");
  else url.searchParams.delete(name);
  history.replaceState(history.state, "", url);
});

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

// The addresses of links begin at the root: one to a part of this page would lead to the first page.
document.addEventListener("click", event => {
  const skip = event.target.closest("a.skip");
  if (!skip) return;
  event.preventDefault();
  event.stopPropagation();
  document.querySelector(skip.getAttribute("href"))?.focus();
}, true);

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
