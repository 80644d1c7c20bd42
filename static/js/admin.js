/** Names what Django's admin leaves without a name: fields for people who cannot see, cells for a narrow screen. */

/** What is said, in the page's language: the template writes it on the element that loads this module. */
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

/** Each cell of a list gets its column's title, which admin.css shows where the head of the table has no room. */
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

/** Once more when something was added: fields that complete what is typed come when they please. */
function nameSoon() {
  cancelAnimationFrame(naming);
  naming = requestAnimationFrame(nameFields);
}

nameCells();
nameFields();
addEventListener("load", nameFields);
new MutationObserver(nameSoon).observe(document.body, { childList: true, subtree: true });
