// Keys 1, 2 and 3 answer, as the buttons do. The page works without this.
"use strict";
document.querySelectorAll(".answers").forEach((row) => row.classList.add("keys"));
document.addEventListener("htmx:afterSwap", () => {
  document.querySelectorAll(".answers").forEach((row) => row.classList.add("keys"));
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, textarea, select")) return;
  const button = document.querySelector(`.answers [data-key="${CSS.escape(event.key)}"]`);
  if (button) button.click();
});
