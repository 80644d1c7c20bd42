/** Quick edit of a line: Enter saves, Escape cancels, and the focus returns to the pencil. */

/** Messages in the page's language, which the template writes on the element that loads this module. */
const texts = document.querySelector('script[src*="js/quick."]').dataset;
const region = document.querySelector("[data-toast]");
let pencil = null;
let fading;

function tell(text, milliseconds = 8000) {
  clearTimeout(fading);
  region.replaceChildren(text);
  fading = setTimeout(() => region.replaceChildren(), milliseconds);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.target.matches(".pencil")) return;
  const open = event.detail.target.querySelector("[data-quick] textarea");
  if (open) {
    event.preventDefault();
    open.focus();
    return;
  }
  pencil = event.target;
});

document.addEventListener("htmx:afterSwap", (event) => {
  const field = event.target.querySelector?.("[data-quick] textarea");
  if (field) {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    return;
  }
  const request = event.detail.requestConfig;
  if (request?.verb === "post" && !request.elt.matches("[data-cancel]")) {
    tell(texts.saved, 3000);
  }
  pencil?.focus();
});

document.addEventListener("htmx:sendError", () => tell(texts.offline));
document.addEventListener("htmx:responseError", () => tell(texts.refused));

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-quick]");
  if (!form) return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("textarea")) {
    event.preventDefault();
    form.requestSubmit();
  }
  if (event.key === "Escape") form.querySelector("[data-cancel]").click();
});

addEventListener("beforeunload", (event) => {
  for (const field of document.querySelectorAll("[data-quick] textarea")) {
    if (field.value !== field.defaultValue) event.preventDefault();
  }
});
