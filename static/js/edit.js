/** Edit page: add, move and remove rows, count changes, and keep a draft in the browser. */

/** Messages in the page's language, which the template writes on the element that loads this module. */
const texts = document.querySelector('script[src*="js/edit."]').dataset;
const form = document.querySelector("[data-edit]");
const region = document.querySelector("[data-say]");
const count = form.querySelector("[data-count]");
const key = `naskah/${form.dataset.key}`;
let leaving = false;

const lists = () => [...form.querySelectorAll("[data-rows]")];
const rowsOf = (list) => [...list.querySelectorAll("[data-row]")];
const partOf = (element) => element.closest("[data-part]");
const fieldOf = (row, name) => row.querySelector(`[name="${name}"]`);

function say(text) {
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = text; });
}

/** Paths of the stored lines in their order, so that moves and removals count as well. */
const stored = [...form.querySelectorAll("[data-row]")].map((row) => fieldOf(row, "asal").value).filter(Boolean);

/** Return whether a row is new or its text or number differs from the stored one. */
function isChanged(row) {
  const text = fieldOf(row, "teks");
  const origin = fieldOf(row, "asal").value;
  if (!origin) return row.hasAttribute("data-listed") || text.value.trim() !== "";
  const number = fieldOf(row, "nomor");
  const section = fieldOf(row, "bagian").value;
  const here = number.value ? `${section}, nomor ${number.value}` : null;
  const moved = here ? here !== origin : !origin.startsWith(section);
  return moved || text.value.trim() !== text.dataset.was;
}

function recount() {
  const rows = [...form.querySelectorAll("[data-row]")];
  let changes = 0;
  for (const row of rows) {
    const changed = isChanged(row);
    row.classList.toggle("changed", changed);
    changes += changed;
  }
  const there = rows.map((row) => fieldOf(row, "asal").value).filter(Boolean);
  changes += stored.length - there.length;
  if (!changes && there.join("\n") !== stored.join("\n")) changes = 1;
  for (const box of form.querySelectorAll("[data-picks] [type=checkbox]")) {
    const turned = box.checked !== box.hasAttribute("data-was");
    box.closest("li").classList.toggle("changed", turned);
    changes += turned;
  }
  count.textContent = changes ? (changes === 1 ? texts.one : texts.many).replace("#", changes) : texts.none;
  for (const list of lists()) {
    const own = rowsOf(list);
    partOf(list).querySelector("[data-none]").hidden = own.length > 0;
    own.forEach((row, index) => { const nth = row.querySelector("[data-nth]"); if (nth) nth.textContent = index + 1; });
  }
  return changes;
}

function free(list) {
  const numbers = rowsOf(list).map((row) => Number(fieldOf(row, "nomor").value)).filter(Number.isInteger);
  return String(Math.max(0, ...numbers) + 1);
}

/** Assign a moved row to its new list. Replace a number that the list has already by a free one. */
function belong(row, list) {
  const part = partOf(list);
  if (fieldOf(row, "bagian").value === part.dataset.part) return;
  const number = fieldOf(row, "nomor");
  const taken = rowsOf(list).some((other) => other !== row && fieldOf(other, "nomor").value === number.value);
  if (taken) number.value = free(list);
  fieldOf(row, "bagian").value = part.dataset.part;
}

/** Announce the new position of a row. */
function tell(row) {
  const list = row.closest("[data-rows]");
  const facts = [rowsOf(list).indexOf(row) + 1, rowsOf(list).length, partOf(list).dataset.title];
  say(texts.place.replace(/#(\d)/g, (_, nth) => facts[nth - 1]));
}

function neighbour(list, step) {
  const same = lists().filter((other) => partOf(other).dataset.kind === "numbered");
  return partOf(list).dataset.kind === "numbered" ? same[same.indexOf(list) + step] : undefined;
}

const deeds = {
  add(button) {
    const part = partOf(button);
    const list = part.querySelector("[data-rows]");
    const row = newRow(list, "");
    ready(row);
    fieldOf(row, "teks").focus();
    tell(row);
  },
  remove(button) {
    const row = button.closest("[data-row]");
    const list = row.closest("[data-rows]");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next ? next.querySelector("[data-remove]") : partOf(list).querySelector("[data-add]")).focus();
    say(texts.removed);
  },
  up(button) { step(button, -1); },
  down(button) { step(button, 1); },
};

function step(button, by) {
  const row = button.closest("[data-row]");
  const list = row.closest("[data-rows]");
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (other) {
    other[by < 0 ? "before" : "after"](row);
  } else {
    const next = neighbour(list, by);
    if (!next) return say(by < 0 ? texts.top : texts.bottom);
    next[by < 0 ? "append" : "prepend"](row);
    belong(row, next);
  }
  button.focus();
  tell(row);
}

/** Drag a row by its handle. The listeners are on the window, because a moved row loses the pointer. */
function drag(event) {
  const grip = event.target.closest("[data-grip]");
  if (!grip) return;
  event.preventDefault();
  const row = grip.closest("[data-row]");
  row.classList.add("dragged");
  const follow = (move) => {
    const under = document.elementFromPoint(move.clientX, move.clientY);
    const list = under?.closest("[data-part]")?.querySelector("[data-rows]");
    if (!list || partOf(list).dataset.kind !== partOf(row).dataset.kind) return;
    const other = under.closest("[data-listed]");
    if (other && other !== row) {
      const box = other.getBoundingClientRect();
      other[move.clientY < box.top + box.height / 2 ? "before" : "after"](row);
    } else if (!other && !rowsOf(list).length) {
      list.append(row);
    }
    belong(row, row.closest("[data-rows]"));
  };
  const end = () => {
    row.classList.remove("dragged");
    removeEventListener("pointermove", follow);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    changed();
    tell(row);
  };
  addEventListener("pointermove", follow);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}

const BULLET = /^(?:[•●○◦▪▫■□‣⁃·➢➤►▶✓✔]\s*|[-–—*+]\s+)(?=\S)/u;
const NUMBER = /^\(?(\d{1,3}|[a-z])[.)]\s*(?=\S)/i;
/** The last paste that became rows, until the next change: the field, its text as one, and the rows added. */
let pasted = null;

/** Return the items of a pasted text, without marks if every line begins with a bullet, or with numbers in order. */
function itemsOf(text) {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim()).filter(Boolean);
  const numbers = lines.map((line) => NUMBER.exec(line)?.[1]);
  const rank = (label) => (/^\d/.test(label) ? Number(label) : label.toLowerCase().charCodeAt(0));
  const inOrder = numbers.every((label, nth) => label && rank(label) === rank(numbers[0]) + nth);
  const mark = inOrder ? NUMBER : lines.every((line) => BULLET.test(line)) ? BULLET : null;
  return { items: mark && lines.length > 1 ? lines.map((line) => line.replace(mark, "")) : lines, stripped: !!mark };
}

/** Make a row of each pasted line of a list, say so, and offer to take it back. */
function paste(event) {
  const row = event.target.closest("[data-listed]");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const { items, stripped } = itemsOf(text);
  if (!row || event.target.name !== "teks" || items.length < 2) return;
  event.preventDefault();
  const field = event.target;
  const [head, tail] = [field.value.slice(0, field.selectionStart), field.value.slice(field.selectionEnd)];
  const whole = (head + text.trim() + tail).replace(/\s+/g, " ");
  field.value = head + items[0];
  items.push(items.pop() + tail);
  const list = row.closest("[data-rows]");
  const added = items.slice(1).map((item) => newRow(list, item));
  let last = row;
  for (const each of added) { last.after(each); last = each; ready(each); }
  pasted = { field, whole, added };
  const note = document.querySelector("[data-pasted]");
  const said = (stripped ? texts.stripped : texts.made).replaceAll("#", items.length);
  note.querySelector("span").textContent = said;
  list.after(note);
  note.hidden = false;
  say(said);
  fieldOf(last, "teks").focus();
  changed();
}

/** Return a new row of a list with a text and, in a numbered list, a free number; it stands at the end of the list. */
function newRow(list, text) {
  const row = partOf(list).querySelector("template").content.firstElementChild.cloneNode(true);
  const numbered = partOf(list).dataset.kind === "numbered";
  if (numbered) fieldOf(row, "nomor").value = "";
  list.append(row);
  if (numbered) fieldOf(row, "nomor").value = free(list);
  fieldOf(row, "teks").value = text;
  return row;
}

/** Put the last paste into one field again. */
function unpaste() {
  const { field, whole, added } = pasted;
  added.forEach((row) => row.remove());
  field.value = whole;
  grow(field);
  forgetPaste();
  field.focus();
  say(texts.joined);
  changed();
}

function forgetPaste() {
  pasted = null;
  document.querySelector("[data-pasted]").hidden = true;
}

/** Fit a field to its text, where the browser does not do so itself. */
function grow(field) {
  if (CSS.supports("field-sizing", "content") || field.tagName !== "TEXTAREA") return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

function ready(row) {
  for (const grip of row.querySelectorAll("[data-grip]")) grip.hidden = false;
  grow(fieldOf(row, "teks"));
}

function keep() {
  try {
    if (recount()) localStorage.setItem(key, new URLSearchParams(new FormData(form)).toString());
    else localStorage.removeItem(key);
  } catch { /* no space or not allowed: the warning on leaving remains */ }
}

/** Return the key of a draft kept in this browser: of this version of the document, else of another one. */
function waiting() {
  const before = key.slice(0, key.lastIndexOf("/") + 1);
  const isVersion = (each) => each.startsWith(before) && /^[0-9]+$/.test(each.slice(before.length));
  const others = Object.keys(localStorage).filter(isVersion);
  return others.includes(key) ? key : others.at(-1);
}

/** Offer a draft that was never saved. Restoring it sends it to the server, like the form itself. */
function offer() {
  let place, written = null;
  try { place = waiting(); written = place && localStorage.getItem(place); } catch { /* not allowed */ }
  const note = document.querySelector("[data-kept]");
  if (!written || !note || recount()) return;
  note.hidden = false;
  note.querySelector("[data-forget]").addEventListener("click", () => {
    localStorage.removeItem(place);
    note.hidden = true;
  });
  note.querySelector("[data-restore]").addEventListener("click", () => {
    const sent = document.createElement("form");
    sent.method = "post";
    const ours = ["csrfmiddlewaretoken", "aksi"];
    const fields = [...new URLSearchParams(written)].filter(([name]) => !ours.includes(name));
    const token = form.elements.csrfmiddlewaretoken.value;
    for (const [name, value] of [...fields, ["csrfmiddlewaretoken", token], ["aksi", "kembali"]]) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      sent.append(field);
    }
    document.body.append(sent);
    sent.submit();
  });
}

let keeping;
function changed() {
  recount();
  clearTimeout(keeping);
  keeping = setTimeout(keep, 400);
}

form.addEventListener("paste", paste);
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.hasAttribute("data-unpaste")) return unpaste();
  const deed = button && Object.keys(deeds).find((name) => button.hasAttribute(`data-${name}`));
  if (!deed) return;
  event.preventDefault();
  if (pasted) forgetPaste();
  deeds[deed](button);
  changed();
});
form.addEventListener("input", (event) => { if (pasted) forgetPaste(); grow(event.target); changed(); });
form.addEventListener("pointerdown", drag);
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input")) {
    event.preventDefault();
    if (event.target.matches("[data-search]")) form.requestSubmit(event.target.nextElementSibling);
  }
  if (pasted && event.key === "z" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); unpaste(); }
  if (event.key === "s" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
});
// Browsers do not scroll to a field that is partly visible, even under the bar at the bottom.
form.addEventListener("keyup", (event) => {
  if (event.key === "Tab") event.target.scrollIntoView({ block: "nearest" });
});
form.addEventListener("submit", (event) => {
  leaving = true;
  clearTimeout(keeping);
  try {
    if (event.submitter?.value === "buang") return localStorage.removeItem(key);
    sessionStorage.setItem("naskah", key);
  } catch { /* not allowed: no draft is kept */ }
  keep();
});
addEventListener("beforeunload", (event) => { if (!leaving && recount()) event.preventDefault(); });
addEventListener("pageshow", () => { leaving = false; });
form.querySelectorAll("[data-row]").forEach(ready);
offer();
recount();
document.querySelector("[data-faults]")?.focus();
