/** A review: counts follow the ticks, which are saved quietly; comments open in place. */

/** Messages in the page's language, which the template writes on the element that loads this module. */
const texts = document.querySelector('script[src*="js/review."]').dataset;
const form = document.querySelector("[data-review]");
const status = form.querySelector("[data-status]");
const tally = form.querySelector("[data-tally]");
const must = form.querySelector("[data-must]");
const boxes = () => [...form.querySelectorAll("[data-change]")];
const numbers = (element) => (element?.textContent.match(/\d+/g) ?? []).map(Number);

/** Return how many changes the boxes and choices of this page select. */
function ticked() {
  const chosen = [...form.querySelectorAll("[data-decide] :checked")].filter((radio) => radio.value !== "situs");
  return boxes().filter((box) => box.checked).length + chosen.length;
}

function undecided() {
  return [...form.querySelectorAll("[data-decide]")].filter((each) => !each.querySelector(":checked")).length;
}

const elsewhere = (numbers(tally)[0] ?? 0) - ticked();
const openElsewhere = (numbers(must)[0] ?? 0) - undecided();

function recount() {
  const count = elsewhere + ticked();
  for (const button of form.querySelectorAll("[data-apply]")) {
    button.textContent = (count === 1 ? texts.one : texts.many).replace("#", count);
  }
  if (tally) tally.textContent = tally.textContent.trim().replace(/\d+/, count);
  if (must) must.textContent = texts.must.replace("#", openElsewhere + undecided());
  for (const box of boxes()) {
    const removed = box.dataset.change === "removed";
    box.closest("tr, .diff").classList.toggle("left", !removed && !box.checked);
  }
  for (const part of form.querySelectorAll("[data-document]")) recountIn(part);
  const sure = form.querySelector("[data-sure]");
  const removing = boxes().some((box) => box.dataset.change === "removed" && box.checked);
  if (sure) sure.hidden = !removing && !sure.dataset.kept;
}

function recountIn(part) {
  const count = part.querySelector("[data-count]");
  const chosen = [...part.querySelectorAll("[data-decide] :checked")].filter((radio) => radio.value !== "situs");
  const own = [...part.querySelectorAll("[data-change]")].filter((box) => box.checked).length + chosen.length;
  if (count) count.textContent = count.textContent.trim().replace(/\d+/, own);
  for (const each of part.querySelectorAll("[data-decide]")) {
    const isOpen = !each.querySelector(":checked");
    each.closest("tr, .whole").classList.toggle("open", isOpen);
    const told = each.querySelector("[data-undecided]");
    if (told) told.hidden = !isOpen;
  }
  const seen = part.querySelector('[name="dilihat"]');
  form.querySelector(`[data-side="${part.dataset.document}"]`)?.classList.toggle("seen", Boolean(seen?.checked));
}

/* Ticks are saved one after the other: each answer brings the print that the next one is sent with. */
let waiting;
let saving = Promise.resolve();
let unsaved = false;

async function send() {
  unsaved = false;
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { Accept: "application/json" },
  }).catch(() => null);
  if (answer?.ok) {
    form.elements.rencana.value = (await answer.json()).rencana;
    for (const shown of form.querySelectorAll('[name="sama-tampil"], [name="ikut-tampil"]')) remember(shown);
  } else {
    unsaved = true;
  }
  if (status) status.textContent = answer?.ok ? "" : answer?.status === 409 ? texts.moved : texts.offline;
}

/** Write what is ticked now into the field that says what was. */
function remember(shown) {
  const name = shown.name.split("-")[0];
  const own = shown.closest("[data-group]").querySelectorAll(`[name="${name}"]`);
  const ticks = new Map([...own].map((box) => [box.value, box]));
  shown.value = shown.value.split(" ").filter(Boolean).map((each) => {
    const value = each.slice(0, each.lastIndexOf(":"));
    return `${value}:${Number(ticks.get(value)?.checked ?? each.endsWith("1"))}`;
  }).join(" ");
}

function save() {
  unsaved = true;
  clearTimeout(waiting);
  waiting = setTimeout(() => { saving = saving.then(send); }, 400);
}

/** Tick what the proposal changes itself, or untick all, in one document. */
function tickAll(part, on) {
  for (const box of part.querySelectorAll('[data-change="changed"]')) {
    if (!on || !box.closest("tr.here")) box.checked = on;
  }
  recount();
  save();
}

/** Bring the boxes of a group and of its places on this page to the same state. */
function follow(box) {
  const group = box.closest("[data-group]");
  if (!group) return;
  const places = [...group.querySelectorAll('[name="ikut"]')];
  if (box.name === "sama") for (const each of places) each.checked = box.checked;
  for (const each of box.name === "sama" ? places : [box]) {
    const line = form.querySelector(`[name="ubah"][value="${each.value}"]`);
    if (line) line.checked = each.checked;
  }
  const all = group.querySelector('[name="sama"]');
  if (box.name === "ikut" && !box.checked) all.checked = false;
}

/** Open the field for a comment beside a button "+". */
function openTalk(button) {
  const { key, name } = button.dataset;
  const place = button.value;
  const made = document.createElement("div");
  made.className = "talk";
  made.append(form.querySelector("[data-talk]").content.cloneNode(true));
  for (const field of made.querySelectorAll("[name$='-']")) field.name += place;
  made.querySelector('[name^="dokumen-"]').value = key;
  made.querySelector('[name^="baris-"]').value = name;
  made.querySelector("button").value = place;
  const where = button.closest("tr")?.querySelector(".what");
  if (where) where.append(made);
  else button.closest("header").after(made);
  button.hidden = true;
  made.querySelector("textarea").focus();
}

form.addEventListener("change", (event) => {
  if (!event.target.matches('[type="checkbox"], [type="radio"]') || event.target.matches("[data-keys-on]")) return;
  follow(event.target);
  recount();
  if (event.target.name !== "yakin") save();
});
form.addEventListener("input", (event) => {
  if (!event.target.name?.startsWith("teks-")) return;
  const own = event.target.closest("label").querySelector('[type="radio"]');
  own.checked = event.target.value.trim() !== "";
  recount();
  save();
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.name === "buka") {
    event.preventDefault();
    openTalk(button);
  } else if (button?.dataset.all !== undefined) {
    event.preventDefault();
    tickAll(button.closest("[data-document]"), Boolean(button.dataset.all));
  }
});

/* What is being saved is waited for, so that the page is sent with the print of what is stored. */
let waited = false;
form.addEventListener("submit", (event) => {
  clearTimeout(waiting);
  if (!waited) {
    event.preventDefault();
    const { submitter } = event;
    const again = () => { waited = true; form.requestSubmit(submitter); };
    saving.then(() => setTimeout(again)); // a form cannot be sent while it is being sent
    return;
  }
  setTimeout(() => { for (const button of form.querySelectorAll("button")) button.disabled = true; });
});
addEventListener("beforeunload", (event) => {
  const said = [...form.querySelectorAll('[name^="komentar-"]')].some((field) => field.value.trim());
  if (!waited && (unsaved || said)) event.preventDefault();
});
addEventListener("pageshow", (event) => {
  waited = false;
  for (const button of form.querySelectorAll("button")) button.disabled = false;
  if (event.persisted) location.reload();
  if (tally) recount();
});
