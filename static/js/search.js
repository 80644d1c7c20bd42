/** Search fields: "/" focuses the one in the top bar; suggestions appear during typing, as in a combobox. */

/** Messages in the page's language, which the template writes on the element that loads this module. */
const texts = document.querySelector('script[src*="js/search."]').dataset;

function attach(form) {
  const field = form.querySelector("input");
  const list = form.querySelector("[data-offers]");
  const region = form.querySelector("[data-offered]");
  let pending;
  let asked = "";
  let request = null;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    chosen()?.setAttribute("aria-selected", "false");
  }

  function open() {
    if (!options().length) return;
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  }

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /** Cancel the pending suggestions and close the list. */
  function leave() {
    clearTimeout(pending);
    request?.abort();
    asked = "";
    close();
  }

  async function offer() {
    const typed = field.value.trim();
    if (typed === asked) return open();
    asked = typed;
    request?.abort();
    if (typed.length < 2) { list.replaceChildren(); return close(); }
    request = new AbortController();
    const { signal } = request;
    try {
      const answer = await fetch(`${form.dataset.search}?q=${encodeURIComponent(typed)}`, { signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      list.replaceChildren(...found.body.childNodes);
      options().forEach((option, index) => { option.id = `${list.id}-${index + 1}`; });
      const count = options().length - 1;
      region.textContent = count > 0 ? (count === 1 ? texts.one : texts.many).replace("#", count) : texts.none;
      if (document.activeElement === field) open();
    } catch {
      if (signal.aborted) return; // a newer request replaced this one
      asked = "";
      list.replaceChildren(); // offline or logged out: the form still works
      close();
    }
  }

  function step(by) {
    const all = options();
    if (!all.length) return;
    open();
    const at = all.indexOf(chosen()) + by;
    choose(all[at] ?? null);
  }

  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => { if (chosen()) step(-1); else { open(); choose(options().at(-1)); } },
    Escape: leave,
  };

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  field.addEventListener("input", () => { choose(null); clearTimeout(pending); pending = setTimeout(offer, 150); });
  field.addEventListener("focus", () => { if (field.value.trim() === asked && asked) open(); });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && chosen()) { event.preventDefault(); location.assign(chosen().href); }
    if (!keys[event.key] || (event.key === "Escape" && list.hidden)) return;
    event.preventDefault();
    keys[event.key]();
  });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close(); });
}

document.querySelectorAll("form[data-search]").forEach(attach);
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.querySelector("form[data-search] input");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
