/** Share the page, where the device can. After an error, use the copy button. */

for (const button of document.querySelectorAll("[data-share]")) {
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ title: document.title, url: location.href });
    } catch (error) {
      if (error.name !== "AbortError") document.querySelector("[data-copy=page]")?.click();
    }
  });
}
