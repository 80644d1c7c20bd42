/** The share button, where the device has a way to share; elsewhere the copy button beside it does the same. */

for (const button of document.querySelectorAll("[data-share]")) {
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ title: document.title, url: location.href });
    } catch (error) {
      if (error.name !== "AbortError") document.querySelector("[data-copy=page]")?.click();
    }
  });
}
