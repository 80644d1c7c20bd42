/** What is stored now need not be kept in this browser any longer. */

try {
  const sent = sessionStorage.getItem("naskah");
  if (sent) localStorage.removeItem(sent);
  sessionStorage.removeItem("naskah");
} catch { /* not allowed: nothing was kept either */ }
