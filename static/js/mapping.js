/** Mapping page: send the answers quietly when one changes, and show what the file gives with them. */

const form = document.querySelector("[data-mapping]");
const PARTS = ["[data-result]", "[data-open]", "[data-questions]"];
let waiting = 0;

/** Put the parts of the answer in the place of those shown, but for the one that the person writes in. */
function show(answer) {
  const focused = document.activeElement?.name;
  for (const part of PARTS) {
    const [old, fresh] = [form.querySelector(part), answer.querySelector(part)];
    if (old && fresh) old.replaceWith(fresh);
  }
  if (focused) form.querySelector(`[name="${CSS.escape(focused)}"]:not([type="hidden"])`)?.focus();
}

async function refresh() {
  const number = ++waiting;
  const data = new FormData(form);
  data.set("lihat", "1");
  form.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(form.action, { method: "POST", body: data });
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    if (number === waiting && response.ok && answer.querySelector("[data-mapping]")) show(answer);
  } catch {
    /* The answers stay in the form; its buttons send them. */
  } finally {
    if (number === waiting) form.removeAttribute("aria-busy");
  }
}

if (form) {
  form.addEventListener("change", (event) => { if (event.target.name !== "ingat") refresh(); });
  document.querySelector("[data-alert]")?.focus();
}
