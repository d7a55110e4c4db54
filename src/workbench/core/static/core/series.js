// Tips and reading by keyboard for series drawn by workbench.core.pictures.weeks.
"use strict";

(() => {
  for (const frame of document.querySelectorAll("[data-week-series]")) enliven(frame);

  function enliven(frame) {
    const svg = frame.querySelector("svg.week-series");
    const bars = svg ? [...svg.querySelectorAll("[data-say]")] : [];
    if (!bars.length) return;
    let place = bars.length - 1;

    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", frame.dataset.hint);
    const tip = frame.appendChild(document.createElement("div"));
    tip.className = "picture-tip";
    tip.hidden = true;
    tip.setAttribute("aria-hidden", "true");
    const said = frame.appendChild(document.createElement("p"));
    said.className = "said";
    said.setAttribute("aria-live", "polite");

    function show(next, aloud) {
      bars[place].classList.remove("read");
      place = Math.min(Math.max(next, 0), bars.length - 1);
      const bar = bars[place];
      bar.classList.add("read");
      tip.textContent = bar.dataset.say;
      tip.hidden = false;
      const around = frame.getBoundingClientRect();
      const box = bar.getBoundingClientRect();
      const left = box.left - around.left + box.width / 2 - tip.offsetWidth / 2;
      tip.style.left = `${Math.min(Math.max(left, 0), Math.max(around.width - tip.offsetWidth, 0))}px`;
      tip.style.top = `${around.height + 4}px`;
      if (aloud) said.textContent = bar.dataset.say;
    }

    function hide() {
      bars[place].classList.remove("read");
      tip.hidden = true;
    }

    frame.addEventListener("keydown", (event) => {
      const next = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: bars.length - 1 }[event.key];
      if (next !== undefined) { event.preventDefault(); show(next, true); }
      else if (event.key === "Escape") hide();
    });
    frame.addEventListener("focus", () => { if (frame.matches(":focus-visible")) show(place, true); });
    frame.addEventListener("blur", hide);
    svg.addEventListener("pointermove", (event) => {
      const nearest = bars.reduce((best, bar, at) => {
        const box = bar.getBoundingClientRect();
        const far = Math.abs(event.clientX - box.left - box.width / 2);
        return far < best.far ? { at, far } : best;
      }, { at: place, far: Infinity });
      show(nearest.at, false);
    });
    svg.addEventListener("pointerleave", hide);
  }
})();
