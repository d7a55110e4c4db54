// Reading a network drawn by workbench.core.pictures.network: hover and focus bring out a node and
// those it is tied to, the key hides kinds and families, zoom is drawing.js. Without this script
// every node is a link with its sentence, and the list beside the drawing holds all ties.
"use strict";

(() => {
  const NAME_PX = 12;
  const DESK = 0.9; // pixels a unit at which the row of those without a tie has its names
  const { nearest, switched, WAYS } = window.commonwealDrawing;

  for (const frame of document.querySelectorAll("[data-drawing]")) enliven(frame);

  function enliven(frame) {
    const svg = frame.querySelector("svg.network");
    if (!svg) return;
    const figure = frame.parentElement;
    const nodes = [...svg.querySelectorAll("a.node")];
    const lines = [...svg.querySelectorAll("[data-a]")];
    const names = svg.querySelector(".node-names");
    const byNumber = new Map(nodes.map((node) => [node.dataset.n, node]));
    const tied = new Map(nodes.map((node) => [node.dataset.n, new Set()]));
    const linesOf = new Map(nodes.map((node) => [node.dataset.n, []]));
    for (const line of lines) {
      const { a, b } = line.dataset;
      tied.get(a).add(b);
      tied.get(b).add(a);
      linesOf.get(a).push(line);
      linesOf.get(b).push(line);
    }
    for (const title of svg.querySelectorAll("a > title")) title.remove();
    const drawing = window.commonwealDrawing(frame, svg, { farthest: 8, shown: sizeNames, focused });
    let out = null;

    function nodeOf(target) { return target && target.closest ? target.closest("a.node") : null; }

    function focused() {
      const node = nodeOf(document.activeElement);
      return node && svg.contains(node) ? node : null;
    }

    // Names keep their size on the screen; each is shown from the scale on at which it has room.
    function sizeNames() {
      if (!drawing) return;
      const units = drawing.unitsPerPixel();
      names.style.fontSize = `${NAME_PX * units}px`;
      names.classList.add("sized");
      for (const name of names.children) {
        name.classList.toggle("fits", Number(name.dataset.from || DESK) <= 1.005 / units);
      }
      svg.style.setProperty("--shrink", String(drawing.factor() ** -0.55));
      figure.classList.toggle("small", DESK > 1.005 / units);
    }

    function bringOut(node) {
      if (out === node) return;
      for (const item of svg.querySelectorAll(".near")) item.classList.remove("near");
      out = node;
      svg.classList.toggle("reading", Boolean(node));
      if (!node) return;
      const number = node.dataset.n;
      node.classList.add("near");
      for (const other of tied.get(number)) byNumber.get(other).classList.add("near");
      for (const line of linesOf.get(number)) line.classList.add("near");
      nameNear(number);
    }

    // Its own name and those of its neighbours, as far as they do not cover each other.
    function nameNear(number) {
      const near = [...names.querySelectorAll("[data-of]")].filter((name) => name.dataset.of === number || tied.get(number).has(name.dataset.of));
      near.sort((one, other) => (other.dataset.of === number) - (one.dataset.of === number) || one.dataset.from - other.dataset.from);
      const { x, y, width, height } = svg.viewBox.baseVal;
      const taken = [];
      for (const name of near) {
        name.classList.add("near");
        const box = name.getBBox();
        const outside = box.x < x || box.y < y || box.x + box.width > x + width || box.y + box.height > y + height;
        const covers = taken.some((other) => box.x < other.x + other.width && other.x < box.x + box.width && box.y < other.y + other.height && other.y < box.y + box.height);
        if (outside || covers) name.classList.remove("near");
        else taken.push(box);
      }
    }

    function read(node) {
      for (const other of nodes) other.tabIndex = other === node ? 0 : -1;
      node.focus({ preventScroll: true });
      drawing.say(node.getAttribute("aria-label"));
    }

    // One stop of the tabulator; an arrow key leads to a neighbour on that side, or else to the
    // nearest node there.
    function beside(node, way) {
      const there = nodes.filter((one) => !one.classList.contains("off"));
      const near = there.filter((one) => one === node || tied.get(node.dataset.n).has(one.dataset.n));
      return nearest(near, node, way) || nearest(there, node, way);
    }

    nodes.forEach((node) => { node.tabIndex = -1; });
    const first = [...nodes].sort((one, other) => one.dataset.n - other.dataset.n)[0];
    if (first) first.tabIndex = 0;

    // On the frame: a drawing that listens to focus itself would become a stop of its own.
    frame.addEventListener("focusin", (event) => {
      const node = nodeOf(event.target);
      if (!node) return;
      bringOut(node);
      if (node.matches(":focus-visible")) drawing.showTipAt(node);
    });
    frame.addEventListener("focusout", () => { bringOut(null); drawing.hideTip(); });
    svg.addEventListener("keydown", (event) => {
      const node = nodeOf(event.target);
      const way = WAYS[event.key];
      if (!node || !way) { drawing.key(event); return; }
      event.preventDefault();
      const next = beside(node, way);
      if (next) { drawing.bringIntoView(next); read(next); }
    });
    svg.addEventListener("pointermove", (event) => {
      if (drawing.held() || event.pointerType === "touch") return;
      const node = nodeOf(event.target);
      bringOut(node || focused());
      if (node) drawing.showTip(node.getAttribute("aria-label"), event.clientX, event.clientY);
      else drawing.hideTip();
    });
    svg.addEventListener("pointerleave", () => bringOut(focused()));

    // The list beside the drawing brings its nodes out too.
    const list = document.getElementById(`${svg.id}-list`);
    for (const row of list ? list.querySelectorAll("[data-row]") : []) {
      const node = byNumber.get(row.dataset.row);
      row.addEventListener("pointerenter", () => bringOut(node));
      row.addEventListener("pointerleave", () => bringOut(focused()));
      row.addEventListener("focusin", () => bringOut(node));
      row.addEventListener("focusout", () => bringOut(focused()));
    }

    for (const entry of figure.querySelectorAll("[data-key=group] > [data-number]")) {
      switched(entry, (off) => {
        for (const node of nodes) {
          if (node.dataset.group === entry.dataset.number) node.classList.toggle("off", off);
        }
        for (const line of lines) {
          const ends = [byNumber.get(line.dataset.a), byNumber.get(line.dataset.b)];
          line.classList.toggle("off", ends.some((node) => node.classList.contains("off")));
        }
        for (const name of names.querySelectorAll("[data-of]")) {
          name.classList.toggle("off", byNumber.get(name.dataset.of).classList.contains("off"));
        }
      });
    }
    for (const entry of figure.querySelectorAll("[data-key=family] > [data-number]")) {
      const family = svg.querySelector(`[data-family="${entry.dataset.number}"]`);
      switched(entry, (off) => { if (family) family.classList.toggle("off", off); });
    }

    drawing.start();
  }
})();
