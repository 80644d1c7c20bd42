/** Names what Django's admin leaves without a name for people who cannot see it. */

function nameFields() {
  for (const head of document.querySelectorAll("th.original:empty")) head.append("Baris");
  for (const box of document.querySelectorAll('input[type="checkbox"][name$="-DELETE"]')) {
    const row = box.closest("tr").querySelector("[aria-label]")?.ariaLabel.replace(/^[^,]*, /, "");
    box.ariaLabel = row ? `Hapus, ${row}` : "Hapus";
  }
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = select.ariaLabel ?? document.querySelector(`label[for="${select.id}"]`)?.textContent.trim();
    for (const field of select.parentElement.querySelectorAll('[role="combobox"], [role="textbox"], .select2-search__field')) {
      field.ariaLabel = label ?? "Pilih";
    }
  }
}

let naming = 0;

/** Once more when something was added: fields that complete what is typed come when they please. */
function nameSoon() {
  cancelAnimationFrame(naming);
  naming = requestAnimationFrame(nameFields);
}

nameFields();
addEventListener("load", nameFields);
new MutationObserver(nameSoon).observe(document.body, { childList: true, subtree: true });
