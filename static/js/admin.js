/** Label parts of Django's admin that have no label: fields for screen readers, and cells for a narrow screen. */

/** Messages in the page's language, which the template writes on the element that loads this module. */
const texts = document.querySelector('script[src*="js/admin."]').dataset;

function nameFields() {
  for (const head of document.querySelectorAll("th.original:empty")) head.append(texts.row);
  for (const box of document.querySelectorAll('input[type="checkbox"][name$="-DELETE"]')) {
    const row = box.closest("tr").querySelector("[aria-label]")?.ariaLabel.replace(/^[^,]*, /, "");
    box.ariaLabel = row ? `${texts.remove}, ${row}` : texts.remove;
  }
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = select.ariaLabel ?? document.querySelector(`label[for="${select.id}"]`)?.textContent.trim();
    const fields = '[role="combobox"], [role="textbox"], .select2-search__field';
    for (const field of select.parentElement.querySelectorAll(fields)) {
      field.ariaLabel = label ?? texts.choose;
    }
  }
}

/** Give each cell of a list its column's title, which admin.css shows on screens too narrow for the table's head. */
function nameCells() {
  for (const table of document.querySelectorAll("#result_list, .tabular table")) {
    const heads = [...table.tHead.rows[0].cells].flatMap((head) => Array(head.colSpan).fill(head));
    for (const row of table.tBodies[0].rows) {
      if (row.cells.length !== heads.length) continue;
      [...row.cells].forEach((cell, place) => {
        const head = (heads[place].querySelector(".text") ?? heads[place]).textContent.trim();
        if (head && !cell.matches(".original, .action-checkbox")) cell.dataset.head = head;
      });
    }
    table.classList.add("cards");
  }
}

let naming = 0;

/** Label again after additions: fields with autocompletion appear at any time. */
function nameSoon() {
  cancelAnimationFrame(naming);
  naming = requestAnimationFrame(nameFields);
}

nameCells();
nameFields();
addEventListener("load", nameFields);
new MutationObserver(nameSoon).observe(document.body, { childList: true, subtree: true });
