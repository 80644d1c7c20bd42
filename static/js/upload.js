/** Upload a dropped or chosen file: check its size, show the progress, and show the response. */

/** Messages in the page's language, which the template writes on the element that loads this module. */
const texts = document.querySelector('script[src*="js/upload."]').dataset;

function size(bytes) {
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "KB"] : [bytes / 1024 / 1024, "MB"];
  return `${value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} ${unit}`;
}

/** Show the response: go to the review, or insert the page with the errors. */
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
  const drop = form.querySelector("[data-drop]");
  const button = form.querySelector("button");
  const progress = form.querySelector("[data-progress]");
  const status = form.querySelector("[data-status]");
  const limit = Number(form.dataset.limit);

  /** Show the chosen file's name and size, or the reason why it cannot be sent. */
  function tell() {
    const file = input.files[0];
    const big = file && file.size > limit;
    input.setCustomValidity(big ? texts.big.replace("#1", size(file.size)).replace("#2", size(limit)) : "");
    status.textContent = big ? input.validationMessage : file ? `${file.name}, ${size(file.size)}` : "";
  }

  /** Choose the dropped file. Of several, choose the first and tell the person so. */
  function take(files) {
    if (!files.length) return;
    const first = new DataTransfer();
    first.items.add(files[0]);
    input.files = first.files;
    tell();
    if (files.length > 1) status.textContent += `. ${texts.several}`;
  }

  function reset(message) {
    button.disabled = false;
    progress.hidden = true;
    status.textContent = message;
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
    request.send(new FormData(form));
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
  input.addEventListener("change", tell);
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  addEventListener("pageshow", () => { if (button.disabled) reset(""); });
}

for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
document.querySelectorAll("[data-upload]").forEach(attach);
