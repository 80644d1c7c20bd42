/* Colour theme: light, dark or the device's, stored in this browser. No module: it runs before the first paint, so that
   no other colours flash. Django's admin stores its choice under the same name, so both agree. */
(() => {
  "use strict";
  const root = document.documentElement;

  function remembered() {
    try { return localStorage.getItem("theme") ?? "auto"; } catch { return "auto"; /* not allowed */ }
  }

  /** Apply a theme to the page and to the browser's own bars (theme-color has a value for each device theme). */
  function show(theme) {
    const chosen = theme === "light" || theme === "dark";
    if (chosen) root.dataset.theme = theme; else delete root.dataset.theme;
    for (const bar of document.querySelectorAll("meta[name=theme-color]")) {
      bar.dataset.media ??= bar.media;
      bar.media = chosen ? (bar.dataset.media.includes(theme) ? "all" : "not all") : bar.dataset.media;
    }
    for (const choice of document.querySelectorAll("[data-theme-choice] input")) {
      choice.checked = choice.value === (chosen ? theme : "auto");
    }
  }

  // Elements that need scripts are visible from the first paint, so that the page does not shift later.
  root.dataset.scripts = navigator.share ? "share" : "";
  show(remembered());
  addEventListener("storage", (event) => { if (event.key === "theme" || event.key === null) show(remembered()); });
  addEventListener("pageshow", (event) => { if (event.persisted) show(remembered()); });
  document.addEventListener("DOMContentLoaded", () => {
    show(remembered());
    document.querySelector("[data-theme-choice]")?.addEventListener("change", (event) => {
      try { localStorage.setItem("theme", event.target.value); } catch { /* not allowed: for this page only */ }
      show(event.target.value);
    });
  });
})();
