// Runs before the first paint: light or dark, as chosen here before, else as the system says.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const wanted = () => localStorage.getItem("theme") ?? (system.matches ? "dark" : "light");

  const apply = () => {
    if (root.dataset.theme === wanted()) return;
    root.dataset.theme = wanted();
    document.dispatchEvent(new Event("themechange"));
  };

  apply();
  system.addEventListener("change", apply);
  // Moving from page to page, Blazor makes the document's attributes those of the new page, which has no theme yet.
  new MutationObserver(apply).observe(root, { attributeFilter: ["data-theme"] });
  document.addEventListener("click", event => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    localStorage.setItem("theme", root.dataset.theme === "dark" ? "light" : "dark");
    apply();
  });
})();
