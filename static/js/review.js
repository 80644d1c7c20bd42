/** Count the ticked changes of a review, mark the excluded ones, and prevent a second submission. */

/** Messages in the page's language, which the template writes on the element that loads this module. */
const texts = document.querySelector('script[src*="js/review."]').dataset;
const form = document.querySelector("[data-review]");
const boxes = [...form.querySelectorAll("[data-change]")];

/** Return the number of ticked changes on this page. */
function ticked() {
  return boxes.filter((box) => box.checked).length;
}

const elsewhere = boxes.length ? -ticked() : 0;

function recount() {
  for (const button of form.querySelectorAll("[data-apply]")) {
    const count = Number(button.dataset.elsewhere) + elsewhere + ticked();
    button.textContent = (count === 1 ? texts.one : texts.many).replace("#", count);
  }
  for (const box of boxes) {
    const left = box.checked === (box.dataset.change === "removed");
    box.closest("tr, .diff").classList.toggle("left", box.dataset.change !== "removed" && left);
  }
  const sure = form.querySelector("[data-sure]");
  if (sure) sure.hidden = !boxes.some((box) => box.dataset.change === "removed" && box.checked) && !sure.dataset.kept;
}

form.addEventListener("change", recount);
form.addEventListener("submit", () => setTimeout(() => {
  for (const button of form.querySelectorAll("button")) button.disabled = true;
}));
addEventListener("pageshow", (event) => {
  for (const button of form.querySelectorAll("button")) button.disabled = false;
  if (event.persisted) location.reload();
  recount();
});
