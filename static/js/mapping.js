/** Mapping page: send the answers quietly when one changes, and show what the file gives with them. */

const form = document.querySelector("[data-mapping]");
const PARTS = ["[data-result]", "[data-open]", "[data-questions]"];
let busy = false, again = false;

/** Put the parts of the answer in the place of those shown, but for the one that the person writes in. */
function show(answer) {
  const focused = document.activeElement?.name;
  for (const part of PARTS) {
    const [old, fresh] = [form.querySelector(part), answer.querySelector(part)];
    if (old && fresh) old.replaceWith(fresh);
  }
  if (focused) form.querySelector(`[name="${CSS.escape(focused)}"]:not([type="hidden"])`)?.focus();
}

/** Ask for what the answers give now; one question at a time, as the first of two could undo the second. */
async function refresh() {
  again = true;
  if (busy) return;
  busy = true;
  form.setAttribute("aria-busy", "true");
  while (again) {
    again = false;
    const answer = await asked();
    if (answer && !again) show(answer);
  }
  busy = false;
  form.removeAttribute("aria-busy");
}

async function asked() {
  const data = new FormData(form);
  data.set("lihat", "1");
  try {
    const response = await fetch(form.action, { method: "POST", body: data });
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    return response.ok && answer.querySelector("[data-mapping]") ? answer : null;
  } catch {
    return null; // The answers stay in the form; its buttons send them.
  }
}

/** Whether a field holds another answer than the page came with: given before this script was there, or kept. */
function isChanged(field) {
  if (field instanceof HTMLSelectElement) {
    return field.selectedIndex !== Math.max(0, [...field.options].findIndex(option => option.defaultSelected));
  }
  return ["text", "number"].includes(field.type) && field.value !== field.defaultValue;
}

if (form) {
  let soon = 0; // A button that takes the focus from a field sends the form itself: two answers at once would cross.
  form.addEventListener("change", (event) => {
    clearTimeout(soon);
    if (event.target.name !== "ingat") soon = setTimeout(refresh, 150);
  });
  form.addEventListener("submit", () => clearTimeout(soon));
  document.querySelector("[data-alert]")?.focus();
  if ([...form.elements].some(isChanged)) refresh();
}
