/** Upload a chosen or dropped file, or a paste: check its size, show the progress, and show the response. */

/** Messages in the page's language, which the template writes on the element that loads this module. */
const texts = document.querySelector('script[src*="js/upload."]').dataset;

/** Programs by marks that they leave in the HTML of the clipboard. */
const PROGRAMS = [
  [/google-sheets-html-origin/i, "Google Sheets"],
  [/docs-internal-guid|google-docs/i, "Google Docs"],
  [/Excel\.Sheet|Microsoft Excel|schemas-microsoft-com:office:excel/i, "Excel"],
  [/Word\.Document|Microsoft Word|schemas-microsoft-com:office:word/i, "Word"],
  [/LibreOffice|OpenOffice/i, "LibreOffice"],
];

/** Styles of a paste, which the policy of the page refuses even where nothing is shown. */
const STYLES = /<style[\s\S]*?<\/style>|\sstyle=(?:"[^"]*"|'[^']*'|[^\s>]+)/gi;

/** The longest text that a form takes as a field, in characters. */
const LONG = 500_000;

function size(bytes) {
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "KB"] : [bytes / 1024 / 1024, "MB"];
  return `${value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} ${unit}`;
}

/** Return what a paste is, in words: "Tempelan dari Excel: 24 baris × 5 kolom". */
function described(html, text) {
  const program = PROGRAMS.find(([mark]) => mark.test(html.slice(0, 20000)));
  const name = program ? texts.pastedFrom.replace("#1", program[1]) : texts.pasted;
  const bare = html.replace(STYLES, "");
  const rows = html ? new DOMParser().parseFromString(bare, "text/html").querySelectorAll("tr") : [];
  const columns = Math.max(0, ...[...rows].map((row) => row.cells.length));
  const lines = text.split(/\r?\n/).filter((line) => line.trim()).length;
  const shape = rows.length
    ? texts.table.replace("#1", rows.length).replace("#2", columns)
    : texts.lines.replace("#1", lines);
  return `${name}: ${shape}`;
}

/** Show the response: go to where the file goes on, or insert the page with the errors. */
function show(request) {
  if (request.status < 400) return location.assign(request.responseURL);
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  document.title = answer.title;
  document.querySelector("main").replaceWith(answer.querySelector("main"));
  document.querySelectorAll("[data-upload]").forEach(attach);
  document.querySelector("main").focus();
  scrollTo(0, 0);
}

function attach(form) {
  const input = form.querySelector('input[type="file"]');
  const area = form.querySelector("textarea");
  const drop = form.querySelector("[data-drop]");
  const button = form.querySelector('button[type="submit"]');
  const [chosen, note, said] = ["chosen", "pasted", "said"].map((name) => form.querySelector(`[data-${name}]`));
  const progress = form.querySelector("[data-progress]");
  const status = form.querySelector("[data-status]");
  const limit = Number(form.dataset.limit);
  let html = "";

  /** Show the chosen file's name and size, or the reason why it cannot be sent. */
  function tell(more = "") {
    const file = input.files[0];
    const big = file && file.size > limit;
    input.setCustomValidity(big ? texts.big.replace("#1", size(file.size)).replace("#2", size(limit)) : "");
    chosen.textContent = file ? `${file.name}, ${size(file.size)}` : texts.none;
    const nothing = file || html || area.value.trim() ? "" : texts.nothing;
    status.textContent = big ? input.validationMessage : [more, nothing].filter(Boolean).join(" ");
  }

  /** Forget the paste, and show the empty box again. */
  function unpaste() {
    html = area.value = "";
    note.hidden = true;
    area.hidden = false;
  }

  /** Choose the dropped file. Of several, choose the first and tell the person so. The later one wins. */
  function take(files) {
    if (!files.length) return;
    const first = new DataTransfer();
    first.items.add(files[0]);
    input.files = first.files;
    chose(files.length > 1 ? texts.several : "");
  }

  function chose(more = "") {
    const had = html || area.value.trim();
    if (input.files.length) unpaste();
    tell([had && input.files.length ? texts.fileWins : "", more].filter(Boolean).join(" "));
  }

  /** Take a paste instead of a file; one with HTML is shown by what it is. */
  function paste(event) {
    const [rich, plain] = ["text/html", "text/plain"].map((kind) => event.clipboardData.getData(kind));
    if (event.clipboardData.files.length && !plain) return take(event.clipboardData.files);
    if (!rich && !plain) return;
    const had = input.files.length > 0;
    input.value = "";
    if (rich) {
      html = rich;
      area.value = plain;
      said.textContent = described(rich, plain);
      note.hidden = false;
      area.hidden = true;
    } else if (event.target !== area) {
      area.value = plain;
    }
    if (rich || event.target !== area) event.preventDefault();
    tell(had ? texts.pasteWins : "");
    button.focus();
  }

  function reset(message) {
    button.disabled = false;
    progress.hidden = true;
    status.textContent = message;
  }

  /** Return what is sent: the file or the paste. HTML and long texts go as a file, whose limit is the larger one. */
  function content() {
    const data = new FormData(form);
    if (input.files.length) data.delete("tempelan");
    else data.delete("berkas");
    const long = !input.files.length && area.value.length > LONG;
    if (html || long) data.set("tempelan-html", new Blob([html || area.value]), "tempelan.html");
    if (long) data.delete("tempelan");
    return data;
  }

  function send() {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (event) => {
      progress.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
      if (event.loaded === event.total) status.textContent = texts.arrived;
    });
    request.addEventListener("load", () => show(request));
    request.addEventListener("error", () => reset(texts.broken));
    request.send(content());
    button.disabled = true;
    progress.hidden = false;
    status.textContent = texts.sending;
  }

  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  input.addEventListener("change", () => chose());
  area.addEventListener("input", () => {
    const had = input.files.length > 0 && area.value.trim();
    if (had) input.value = "";
    tell(had ? texts.pasteWins : "");
  });
  form.querySelector("[data-drop-paste]").addEventListener("click", () => { unpaste(); tell(); area.focus(); });
  form.pasteHere = paste;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.files.length || html || area.value.trim()) send();
    else tell();
  });
  addEventListener("pageshow", () => { if (button.disabled) reset(""); });
}

/** A paste anywhere on the page lands in the field, when no other field has the focus. */
addEventListener("paste", (event) => {
  const form = document.querySelector("[data-upload]");
  const elsewhere = event.target.closest?.("input, textarea, [contenteditable]");
  if (form?.pasteHere && (!elsewhere || form.contains(elsewhere))) form.pasteHere(event);
});
for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
document.querySelectorAll("[data-upload]").forEach(attach);
