/** Close an open menu (a details element) on Escape, a click elsewhere, a choice, or when the focus leaves it. */

function close(menu) {
  menu.open = false;
}

for (const menu of document.querySelectorAll("details[data-menu]")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close(menu);
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(menu);
  });
  menu.addEventListener("click", (event) => { if (event.target.closest("a")) close(menu); });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) close(menu); });
}
