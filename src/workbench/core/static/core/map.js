// Tips and reading by keyboard for maps drawn by workbench.core.pictures; zoom is drawing.js.
// Without this script the map is still read: every area and every place is a link with its sentence.
"use strict";

(() => {
  const NAME_PX = 12.5;
  const { nearest, WAYS } = window.commonwealDrawing;

  for (const frame of document.querySelectorAll("[data-area-map]")) enliven(frame);

  function enliven(frame) {
    const svg = frame.querySelector("svg.area-map");
    if (!svg) return;
    const areas = [...svg.querySelectorAll("a[data-area]")];
    const places = [...svg.querySelectorAll("a[data-n]")];
    const names = svg.querySelector(".names");
    for (const title of svg.querySelectorAll("a > title")) title.remove();
    const ring = svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
    ring.setAttribute("class", "ring");
    ring.setAttribute("fill-rule", "evenodd");
    const drawing = window.commonwealDrawing(frame, svg, { shown: sizeNames, focused });

    function itemOf(target) { return target && target.closest ? target.closest("a[data-area], a[data-n]") : null; }

    function focused() {
      const item = itemOf(document.activeElement);
      return item && svg.contains(item) ? item : null;
    }

    // Names keep their size on the screen, and appear once there is room for them.
    function sizeNames() {
      if (!drawing) return;
      const size = NAME_PX * drawing.unitsPerPixel();
      svg.style.setProperty("--shrink", String(drawing.factor() ** -0.55));
      names.style.fontSize = `${size}px`;
      names.classList.add("sized");
      for (const name of names.children) {
        name.classList.toggle("fits", Number(name.dataset.room) * 12 >= size);
      }
    }

    function read(item, among) {
      for (const other of among) other.tabIndex = other === item ? 0 : -1;
      item.focus({ preventScroll: true });
      drawing.say(item.getAttribute("aria-label"));
    }

    // One stop of the tabulator for the areas and one for the places; the arrow keys do the rest.
    for (const among of [areas, places]) {
      const first = among.reduce((best, item) => {
        const box = item.getBBox();
        return best && best.at <= box.x + box.y ? best : { item, at: box.x + box.y };
      }, null);
      for (const item of among) item.tabIndex = first && item === first.item ? 0 : -1;
    }

    function beside(item, way) {
      if (places.includes(item)) return nearest(places, item, way);
      return areas.find((other) => other.dataset.area === item.dataset[way]);
    }

    // On the frame: a drawing that listens to focus itself would become a stop of its own.
    frame.addEventListener("focusin", (event) => {
      const item = itemOf(event.target);
      if (!item || !item.matches(":focus-visible")) return;
      if (areas.includes(item)) ring.setAttribute("d", item.querySelector("path").getAttribute("d"));
      drawing.showTipAt(item);
    });
    frame.addEventListener("focusout", () => { ring.removeAttribute("d"); drawing.hideTip(); });

    svg.addEventListener("keydown", (event) => {
      const item = itemOf(event.target);
      const way = WAYS[event.key];
      if (!item || !way) { drawing.key(event); return; }
      event.preventDefault();
      const next = beside(item, way);
      if (next) { drawing.bringIntoView(next); read(next, places.includes(next) ? places : areas); }
    });

    svg.addEventListener("pointermove", (event) => {
      if (drawing.held()) return;
      const item = itemOf(event.target);
      if (item && event.pointerType !== "touch") drawing.showTip(item.getAttribute("aria-label"), event.clientX, event.clientY);
      else drawing.hideTip();
    });

    // Filters: the key's entries become switches for their kind of place.
    for (const entry of frame.parentElement.querySelectorAll("[data-key] > [data-number]")) {
      window.commonwealDrawing.switched(entry, (off) => {
        for (const place of places) {
          if (place.dataset.group === entry.dataset.number) place.classList.toggle("off", off);
        }
      });
    }

    drawing.start();
  }
})();
