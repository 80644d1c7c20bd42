/** Keys of a review: J, K, N, X, S, C and ?, outside fields of text only, and only as long as they are wanted. */

const SWITCH = "tinjau/tombol";
const typing = "input:not([type='checkbox'], [type='radio']), textarea, select, [contenteditable]";

/** Return whether a person has turned the keys off in this browser. */
function off() {
  try {
    return localStorage.getItem(SWITCH) === "tidak";
  } catch {
    return false;
  }
}

function keep(on) {
  try {
    localStorage.setItem(SWITCH, on ? "ya" : "tidak");
  } catch { /* without storage the keys stay as they are for this page */ }
}

const form = document.querySelector("[data-review]");
const help = form.querySelector("[data-keys]");
const wanted = help?.querySelector("[data-keys-on]");
if (wanted) {
  wanted.checked = !off();
  wanted.addEventListener("change", () => keep(wanted.checked));
}
const parts = () => [...form.querySelectorAll("[data-document], .same")];
const current = () => document.activeElement?.closest("[data-document], .same");
const rowsOf = (part) => [...part.querySelectorAll("tbody tr")];

function go(step) {
  const here = parts().indexOf(current());
  const next = parts()[here < 0 ? (step > 0 ? 0 : -1) : here + step];
  if (next) next.querySelector("h3").focus();
  else if (step > 0) form.querySelector("[data-next]")?.focus();
}

function decide() {
  const open = [...form.querySelectorAll("[data-decide]")].filter((each) => !each.querySelector(":checked"));
  const after = open.find((each) => document.activeElement.compareDocumentPosition(each) & 4
    && !each.contains(document.activeElement));
  const next = after ?? open[0];
  if (next) next.querySelector("input").focus();
  else form.querySelector("[data-must]")?.focus();
}

/** Tick the box of the row with the focus and go on to the next row; on a heading, go to its first row. */
function tick() {
  const row = document.activeElement.closest("tbody tr");
  const part = current();
  const whole = part?.querySelector("header [type='checkbox']:not([name='dilihat'])");
  const box = row?.querySelector('[name="ubah"]') ?? whole;
  const rows = part ? rowsOf(part) : [];
  if (box && (row || !rows.length)) box.click();
  const next = rows[row ? rows.indexOf(row) + 1 : 0];
  (next?.querySelector("[name='ubah'], [type='radio']") ?? box ?? part?.querySelector("h3"))?.focus();
}

function seen() {
  const box = current()?.querySelector('[name="dilihat"]');
  if (!box) return;
  if (!box.checked) box.click();
  go(1);
}

function talk() {
  const part = document.activeElement.closest("tbody tr") ?? current();
  const field = part?.querySelector(".talk textarea");
  if (field) field.focus();
  else part?.querySelector('[name="buka"]')?.click();
}

const deeds = { j: () => go(1), k: () => go(-1), n: decide, x: tick, s: seen, c: talk, "?": toggle };

function toggle() {
  help.open = !help.open;
  help.querySelector("summary").focus();
}

addEventListener("keydown", (event) => {
  if (!wanted?.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.(typing)) return;
  const deed = deeds[event.key.toLowerCase()];
  if (!deed) return;
  event.preventDefault();
  deed();
});
