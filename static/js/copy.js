/** Copy a page's link, a line's link or a line's citation, and confirm it in the page's live region. */

/** Messages in the page's language, which the template writes on the element that loads this module. */
const texts = document.querySelector('script[src*="js/copy."]').dataset;
const region = document.querySelector("[data-toast]");
const here = location.origin + location.pathname;
let clearing;

/** Show a message for four seconds. A message with a field stays until the field loses the focus. */
function say(message, field) {
  clearTimeout(clearing);
  region.replaceChildren(message, ...(field ? [field] : []));
  if (!field) clearing = setTimeout(() => region.replaceChildren(), 4000);
}

/** Copy text by a selection, which also works over plain HTTP. Return false when the browser refuses. */
function copyBySelection(text) {
  const field = document.createElement("textarea");
  field.className = "vh";
  field.value = text;
  document.body.append(field);
  field.select();
  let copied = false;
  try { copied = document.execCommand("copy"); } catch { /* refused: the caller shows the text */ }
  field.remove();
  return copied;
}

/** Show the text, selected, for the reader to copy. Escape returns the focus to `origin`. */
function offer(text, origin) {
  const field = document.createElement("input");
  field.value = text;
  field.readOnly = true;
  field.setAttribute("aria-label", texts.field);
  field.addEventListener("keydown", (event) => { if (event.key === "Escape") origin.focus(); });
  field.addEventListener("blur", () => region.replaceChildren(), { once: true });
  say(texts.press, field);
  field.select();
}

async function copy(text, message, origin) {
  try {
    await navigator.clipboard.writeText(text);
    return say(message);
  } catch { /* no clipboard on plain HTTP, or not allowed */ }
  const copied = copyBySelection(text);
  origin.focus({ preventScroll: true });
  return copied ? say(message) : offer(text, origin);
}

/** Return a line's citation: “Text.” (Developing Others [DEVO], level 4 nomor 5) https://…/kamus/DEVO/#level-4-5 */
function citation(button) {
  const line = button.closest(".line");
  const source = button.closest("[data-cited]").dataset.cited;
  const text = line.querySelector(".text").textContent.trim();
  return `“${text}” (${source}, ${button.dataset.place}) ${here}#${line.id}`;
}

const actions = {
  page: (element) => copy(here + location.search, texts.link, element),
  link: (element) => copy(here + element.hash, texts.link, element),
  quote: (element) => copy(citation(element), texts.quote, element),
};

document.addEventListener("click", (event) => {
  const element = event.target.closest("[data-copy]");
  if (element) actions[element.dataset.copy](element);
});
