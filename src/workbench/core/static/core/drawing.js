// What maps and network drawings share: zoom and pan by buttons, keys, wheel and finger, a tip,
// and a line that is read aloud. map.js and network.js use it; it does nothing by itself.
"use strict";

window.commonwealDrawing = (frame, svg, { farthest = 12, shown = () => {}, focused = () => null } = {}) => {
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

  function unitsPerPixel() { return view.w / (svg.clientWidth || full.w); }

  function show(next) {
    const w = Math.min(full.w, Math.max(full.w / farthest, next.w));
    const h = w * full.h / full.w;
    const x = Math.min(Math.max(next.x, full.x), full.x + full.w - w);
    const y = Math.min(Math.max(next.y, full.y), full.y + full.h - h);
    view = { x, y, w, h };
    svg.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
    svg.classList.toggle("zoomed", factor() > 1.01);
    wider.disabled = reset.disabled = factor() <= 1.01;
    closer.disabled = factor() >= farthest - 0.01;
    shown();
    tip.hidden = true;
  }

  function zoom(by, at) {
    const to = at || middleOf(focused()) || { x: view.x + view.w / 2, y: view.y + view.h / 2 };
    show({ w: view.w / by, h: view.h / by, x: to.x - (to.x - view.x) / by, y: to.y - (to.y - view.y) / by });
  }

  function middleOf(item) {
    if (!item) return null;
    const box = item.getBBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  function pointOf(event) {
    const box = svg.getBoundingClientRect();
    return {
      x: view.x + (event.clientX - box.left) / box.width * view.w,
      y: view.y + (event.clientY - box.top) / box.height * view.h,
    };
  }

  function bringIntoView(item) {
    const { x, y } = middleOf(item);
    if (x < view.x || x > view.x + view.w || y < view.y || y > view.y + view.h) {
      show({ ...view, x: x - view.w / 2, y: y - view.h / 2 });
    }
  }

  function showTip(words, clientX, clientY) {
    const box = frame.getBoundingClientRect();
    tip.textContent = words;
    tip.hidden = false;
    const left = Math.min(Math.max(clientX - box.left + 12, 0), Math.max(box.width - tip.offsetWidth, 0));
    const below = clientY - box.top + 16;
    const top = below + tip.offsetHeight > box.height ? clientY - box.top - tip.offsetHeight - 12 : below;
    tip.style.left = `${left}px`;
    tip.style.top = `${Math.max(top, 0)}px`;
  }

  function showTipAt(item) {
    const box = item.getBoundingClientRect();
    showTip(item.getAttribute("aria-label"), box.left + box.width / 2, box.top + box.height / 2);
  }

  function hideTip() { tip.hidden = true; }

  function say(words) { said.textContent = words; }

  // True where the key was one of the drawing's own.
  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "+" || event.key === "=") zoom(1.6);
    else if (event.key === "-") zoom(1 / 1.6);
    else if (event.key === "0") show({ ...full });
    else if (event.key === "Escape") { hideTip(); return true; }
    else return false;
    event.preventDefault();
    return true;
  }

  svg.addEventListener("pointermove", (event) => {
    if (!heldAt) return;
    const box = svg.getBoundingClientRect();
    heldAt.moved = heldAt.moved || Math.hypot(event.clientX - heldAt.x, event.clientY - heldAt.y) > 4;
    if (heldAt.moved) show({
      ...view,
      x: heldAt.view.x - (event.clientX - heldAt.x) / box.width * view.w,
      y: heldAt.view.y - (event.clientY - heldAt.y) / box.height * view.h,
    });
  });
  svg.addEventListener("pointerleave", hideTip);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    if (factor() > 1.01 && event.button === 0) heldAt = { x: event.clientX, y: event.clientY, view: { ...view }, moved: false };
  });
  window.addEventListener("pointerup", () => { setTimeout(() => { heldAt = null; }); });
  svg.addEventListener("click", (event) => { if (heldAt && heldAt.moved) event.preventDefault(); }, true);

  // The wheel scrolls the page, as everywhere, until the drawing was chosen by a click, by the
  // keyboard, or with Ctrl held down.
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !frame.contains(document.activeElement) && factor() <= 1.01) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, pointOf(event));
  }, { passive: false });

  new ResizeObserver(shown).observe(svg);
  return {
    start: () => show({ ...full }), held: () => Boolean(heldAt), factor, unitsPerPixel,
    bringIntoView, showTip, showTipAt, hideTip, say, key,
  };
};

// The item that an arrow key leads to: the nearest within 45 degrees of that direction.
window.commonwealDrawing.nearest = (items, from, way) => {
  const [alongX, alongY] = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] }[way];
  const middle = (item) => {
    const box = item.getBBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const [x, y] = middle(from);
  let best = null;
  for (const item of items) {
    const [itemX, itemY] = middle(item);
    const ahead = (itemX - x) * alongX + (itemY - y) * alongY;
    const aside = Math.abs((itemX - x) * alongY - (itemY - y) * alongX);
    if (item !== from && ahead > 0 && aside <= ahead && (!best || ahead + 2 * aside < best.far)) {
      best = { item, far: ahead + 2 * aside };
    }
  }
  return best && best.item;
};
window.commonwealDrawing.WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

// An entry of the key becomes a switch; `act(off)` hides or shows what it stands for.
window.commonwealDrawing.switched = (entry, act) => {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-pressed", "true");
  button.append(...entry.childNodes);
  entry.append(button);
  button.addEventListener("click", () => {
    const off = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!off));
    act(off);
  });
};
