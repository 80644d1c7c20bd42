/** Delete the draft in this browser of a document that is saved now. */

try {
  const sent = sessionStorage.getItem("naskah");
  if (sent) localStorage.removeItem(sent);
  sessionStorage.removeItem("naskah");
} catch { /* not allowed: no draft was kept either */ }
