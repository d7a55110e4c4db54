// Zoom, tips and reading by keyboard for maps drawn by workbench.core.pictures.maps.
// Without this script the map is still read: every area is a link with its sentence.
"use strict";

(() => {
  const FARTHEST = 12;
  const NAME_PX = 12.5;

  for (const frame of document.querySelectorAll("[data-area-map]")) enliven(frame);

  function enliven(frame) {
    const svg = frame.querySelector("svg.area-map");
    if (!svg) return;
    const areas = [...svg.querySelectorAll("a[data-area]")];
    const names = svg.querySelector(".names");
    const whole = svg.viewBox.baseVal;
    const full = { x: whole.x, y: whole.y, w: whole.width, h: whole.height };
    let view = { ...full };
    let heldAt = null;

    const tip = frame.appendChild(document.createElement("div"));
    tip.className = "picture-tip";
    tip.hidden = true;
    tip.setAttribute("aria-hidden", "true");
    const said = frame.appendChild(document.createElement("p"));
    said.className = "said";
    said.setAttribute("aria-live", "polite");
    const ring = svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
    ring.setAttribute("class", "ring");
    ring.setAttribute("fill-rule", "evenodd");

    const tools = document.createElement("div");
    tools.className = "map-tools";
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", frame.dataset.tools);
    const closer = tool("+", frame.dataset.closer, () => zoom(1.6));
    const wider = tool("−", frame.dataset.wider, () => zoom(1 / 1.6));
    const reset = tool(frame.dataset.whole, "", () => show({ ...full }));
    frame.prepend(tools);

    function tool(sign, label, act) {
      const button = tools.appendChild(document.createElement("button"));
      button.type = "button";
      button.textContent = sign;
      if (label) button.setAttribute("aria-label", label);
      button.addEventListener("click", act);
      return button;
    }

    function factor() { return full.w / view.w; }

    function show(next) {
      const w = Math.min(full.w, Math.max(full.w / FARTHEST, next.w));
      const h = w * full.h / full.w;
      const x = Math.min(Math.max(next.x, full.x), full.x + full.w - w);
      const y = Math.min(Math.max(next.y, full.y), full.y + full.h - h);
      view = { x, y, w, h };
      svg.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
      svg.classList.toggle("zoomed", factor() > 1.01);
      wider.disabled = reset.disabled = factor() <= 1.01;
      closer.disabled = factor() >= FARTHEST - 0.01;
      sizeNames();
      tip.hidden = true;
    }

    // Names keep their size on the screen, and appear once there is room for them.
    function sizeNames() {
      const unitsPerPixel = view.w / (svg.clientWidth || full.w);
      const size = NAME_PX * unitsPerPixel;
      names.style.fontSize = `${size}px`;
      names.classList.add("sized");
      for (const name of names.children) {
        name.classList.toggle("fits", Number(name.dataset.room) * 12 >= size);
      }
    }

    function zoom(by, at) {
      const to = at || focusPoint() || { x: view.x + view.w / 2, y: view.y + view.h / 2 };
      const w = view.w / by;
      const h = view.h / by;
      show({ w, h, x: to.x - (to.x - view.x) / by, y: to.y - (to.y - view.y) / by });
    }

    function focusPoint() {
      const area = document.activeElement && document.activeElement.closest("a[data-area]");
      if (!area || !svg.contains(area)) return null;
      const box = area.getBBox();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }

    function pointOf(event) {
      const box = svg.getBoundingClientRect();
      return {
        x: view.x + (event.clientX - box.left) / box.width * view.w,
        y: view.y + (event.clientY - box.top) / box.height * view.h,
      };
    }

    function showTip(area, clientX, clientY) {
      const box = frame.getBoundingClientRect();
      tip.textContent = area.getAttribute("aria-label");
      tip.hidden = false;
      const left = Math.min(Math.max(clientX - box.left + 12, 0), Math.max(box.width - tip.offsetWidth, 0));
      const below = clientY - box.top + 16;
      const top = below + tip.offsetHeight > box.height ? clientY - box.top - tip.offsetHeight - 12 : below;
      tip.style.left = `${left}px`;
      tip.style.top = `${Math.max(top, 0)}px`;
    }

    function read(area) {
      for (const other of areas) other.tabIndex = other === area ? 0 : -1;
      area.focus({ preventScroll: true });
      said.textContent = area.getAttribute("aria-label");
    }

    // One stop for the tabulator; inside, the arrow keys move to the neighbour on that side.
    const first = areas.reduce((best, area) => {
      const box = area.getBBox();
      return best && best.at <= box.x + box.y ? best : { area, at: box.x + box.y };
    }, null);
    for (const area of areas) area.tabIndex = first && area === first.area ? 0 : -1;

    svg.addEventListener("focusin", (event) => {
      const area = event.target.closest("a[data-area]");
      if (!area) return;
      if (area.matches(":focus-visible")) {
        ring.setAttribute("d", area.querySelector("path").getAttribute("d"));
        const box = area.getBoundingClientRect();
        showTip(area, box.left + box.width / 2, box.top + box.height / 2);
      }
    });
    svg.addEventListener("focusout", () => { ring.removeAttribute("d"); tip.hidden = true; });

    svg.addEventListener("keydown", (event) => {
      const area = event.target.closest("a[data-area]");
      const way = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" }[event.key];
      if (area && way) {
        event.preventDefault();
        const next = areas.find((other) => other.dataset.area === area.dataset[way]);
        if (next) { bringIntoView(next); read(next); }
      } else if (event.key === "+" || event.key === "=") { event.preventDefault(); zoom(1.6); }
      else if (event.key === "-") { event.preventDefault(); zoom(1 / 1.6); }
      else if (event.key === "0") { event.preventDefault(); show({ ...full }); }
      else if (event.key === "Escape") { tip.hidden = true; }
    });

    function bringIntoView(area) {
      const box = area.getBBox();
      const x = box.x + box.width / 2, y = box.y + box.height / 2;
      if (x < view.x || x > view.x + view.w || y < view.y || y > view.y + view.h) {
        show({ ...view, x: x - view.w / 2, y: y - view.h / 2 });
      }
    }

    svg.addEventListener("pointermove", (event) => {
      if (heldAt) {
        const box = svg.getBoundingClientRect();
        heldAt.moved = heldAt.moved || Math.hypot(event.clientX - heldAt.x, event.clientY - heldAt.y) > 4;
        if (heldAt.moved) show({
          ...view,
          x: heldAt.view.x - (event.clientX - heldAt.x) / box.width * view.w,
          y: heldAt.view.y - (event.clientY - heldAt.y) / box.height * view.h,
        });
        return;
      }
      const area = event.target.closest && event.target.closest("a[data-area]");
      if (area && event.pointerType !== "touch") showTip(area, event.clientX, event.clientY);
      else tip.hidden = true;
    });
    svg.addEventListener("pointerleave", () => { tip.hidden = true; });
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("pointerdown", (event) => {
      if (factor() > 1.01 && event.button === 0) heldAt = { x: event.clientX, y: event.clientY, view: { ...view }, moved: false };
    });
    window.addEventListener("pointerup", () => { setTimeout(() => { heldAt = null; }); });
    svg.addEventListener("click", (event) => { if (heldAt && heldAt.moved) event.preventDefault(); }, true);

    // The wheel scrolls the page, as everywhere, until the map was chosen by a click, by the
    // keyboard, or with Ctrl held down.
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !frame.contains(document.activeElement) && factor() <= 1.01) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, pointOf(event));
    }, { passive: false });

    new ResizeObserver(sizeNames).observe(svg);
    show({ ...full });
  }
})();
