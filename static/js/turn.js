/** Go to the previous or next page by the arrow keys, where no element uses them itself. */

const keys = { ArrowLeft: "prev", ArrowRight: "next" };
/** Fields, menus and regions that scroll sideways, which use the arrow keys themselves. */
const own = "input, textarea, select, summary, [contenteditable], [role=region], [role=listbox], [role=combobox]";

const leading = (rel) => document.querySelector(`.pager a[rel="${rel}"]`);

for (const [key, rel] of Object.entries(keys)) leading(rel)?.setAttribute("aria-keyshortcuts", key);

document.addEventListener("keydown", (event) => {
  const link = keys[event.key] && leading(keys[event.key]);
  if (!link || event.defaultPrevented || event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.target.closest(own)) return;
  if (document.documentElement.scrollWidth > innerWidth || !getSelection().isCollapsed) return;
  event.preventDefault();
  link.click();
});
