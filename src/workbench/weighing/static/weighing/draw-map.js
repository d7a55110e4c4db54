// Drawing a causal map by pointer and keyboard. Every step is a small form sent to the server, which
// answers with the lists, forms and drawing anew; nothing is kept here. Without this script the same
// page works by its links and forms.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const NEAR = 5; // pixels within which a pressed pointer has not moved yet
  const WAIT = 450; // milliseconds after the last arrow key until a move is sent
  const STEP = 0.03;
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  for (const frame of document.querySelectorAll("[data-draw-map]")) enliven(frame);

  function enliven(frame) {
    const body = frame.querySelector("[data-draw-body]");
    const said = frame.querySelector("[data-said]");
    const say = (words) => { said.textContent = ""; said.textContent = words; };
    let from = null; // the box from which an arrow is being drawn
    let held = null; // what the pointer holds
    let waiting = null; // a move by keys that is not sent yet
    frame.classList.add("alive");

    const sheet = () => [...frame.querySelectorAll("svg.causal")].find((svg) => svg.clientWidth > 0);
    const boxes = () => [...(sheet() || frame).querySelectorAll(".thing")];
    const boxOf = (number) => boxes().find((box) => box.dataset.node === String(number));
    const thing = (target) => target && target.closest ? target.closest("a.thing") : null;
    const canDraw = () => Boolean(frame.querySelector("[data-undo]"));

    function middle(box) {
      const { e, f } = box.transform.baseVal.consolidate().matrix;
      return { x: e, y: f };
    }

    // Where the pointer is in the units of the sheet.
    function at(event) {
      const point = new DOMPoint(event.clientX, event.clientY);
      return point.matrixTransform(sheet().getScreenCTM().inverse());
    }

    // A place on the sheet as one in the unit square; the server's margins are those of map_picture.
    function unit({ x, y }) {
      const { width, height } = sheet().viewBox.baseVal;
      const [wide, tall] = sheet().dataset.box.split(" ").map(Number);
      const share = (value, rim, all) => Math.min(Math.max((value - rim) / (all - 2 * rim), 0), 1);
      return { x: share(x, wide / 2 + 14, width), y: share(y, tall / 2 + 10, height) };
    }

    async function load(address, options, focus) {
      frame.classList.add("sending");
      try {
        const answer = await fetch(address, { ...options, headers: { Accept: "application/json" }, credentials: "same-origin" });
        const told = await answer.json();
        if (!("html" in told)) throw new Error(told.message || String(answer.status));
        put(told.html, answer.ok ? focus : null);
        say(told.said);
      } catch {
        say(frame.dataset.lost);
        const alert = document.createElement("p");
        alert.className = "notice warning";
        alert.setAttribute("role", "alert");
        alert.textContent = frame.dataset.lost;
        body.prepend(alert);
      } finally {
        frame.classList.remove("sending");
      }
    }

    // New lists and drawing, with the focus where it was.
    function put(html, focus) {
      const before = focus || marked(document.activeElement);
      from = null;
      body.innerHTML = html;
      const next = before ? [...body.querySelectorAll(before)].find((item) => item.getBoundingClientRect().width) : null;
      if (next) next.focus({ preventScroll: true });
    }

    function marked(item) {
      if (!item || !frame.contains(item)) return null;
      const box = item.closest("[data-node]");
      if (box) return `.thing[data-node="${box.dataset.node}"]`;
      const arrow = item.closest("[data-arrow]");
      if (arrow) return `.pull[data-arrow="${arrow.dataset.arrow}"]`;
      if (item.closest("[data-add-thing]")) return "[data-add-thing] select";
      if (item.closest("[data-add-arrow]")) return "[data-add-arrow] select";
      return item.closest("[data-undo]") ? "[data-undo]" : null;
    }

    function send(facts, focus) {
      const form = new FormData();
      const token = frame.querySelector("input[name=csrfmiddlewaretoken]");
      if (token) form.set("csrfmiddlewaretoken", token.value);
      for (const [name, value] of Object.entries(facts)) form.set(name, value);
      return load(frame.dataset.drawMap, { method: "POST", body: new URLSearchParams(form) }, focus);
    }

    function choose(sort, number) {
      return load(`${frame.dataset.link}${sort}=${number}`, {}, "#chosen");
    }

    function sendMove(box, place) {
      const { x, y } = unit(place);
      send({ do: "move-node", node: box.dataset.node, x: x.toFixed(4), y: y.toFixed(4) }, marked(box));
    }

    function begin(box) {
      leave();
      from = box;
      box.classList.add("from");
      say(frame.dataset.chooseTarget);
    }

    function leave() {
      for (const item of frame.querySelectorAll(".from, .target")) item.classList.remove("from", "target");
      from = null;
    }

    // The two ends are chosen: the form says how.
    function end(target) {
      const [source, other] = [from.dataset.node, target.dataset.node];
      leave();
      const form = frame.querySelector("[data-add-arrow]");
      if (!form || source === other) return;
      form.elements.source.value = source;
      form.elements.target.value = other;
      form.scrollIntoView({ block: "nearest" });
      form.elements.weight.focus();
      say(frame.dataset.sayHow);
    }

    function beside(box, [across, down]) {
      const here = middle(box);
      const cost = (other) => {
        const there = middle(other);
        const ahead = (there.x - here.x) * across + (there.y - here.y) * down;
        const aside = Math.abs((there.x - here.x) * down) + Math.abs((there.y - here.y) * across);
        return ahead > 0 ? ahead + 2 * aside : Infinity;
      };
      const [best] = boxes().filter((other) => other !== box && cost(other) < Infinity).sort((one, other) => cost(one) - cost(other));
      return best || null;
    }

    function nudge(box, [across, down]) {
      const { width, height } = sheet().viewBox.baseVal;
      const { x, y } = middle(box);
      place(box, { x: x + across * STEP * width, y: y + down * STEP * height });
      if (waiting) clearTimeout(waiting);
      waiting = setTimeout(() => { waiting = null; sendMove(box, middle(box)); }, WAIT);
    }

    function place(box, { x, y }) {
      const { width, height } = sheet().viewBox.baseVal;
      const inside = (value, all) => Math.min(Math.max(value, 20), all - 20);
      box.setAttribute("transform", `translate(${inside(x, width)} ${inside(y, height)})`);
      for (const pull of sheet().querySelectorAll(".pull")) {
        const touches = [pull.dataset.source, pull.dataset.target].includes(box.dataset.node);
        if (touches) pull.classList.add("moving-pull");
      }
    }

    frame.addEventListener("keydown", (event) => {
      const box = thing(event.target);
      const arrow = event.target.closest ? event.target.closest("a.pull") : null;
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key === "Escape" && from) { leave(); say(frame.dataset.left); return; }
      if ((event.ctrlKey || event.metaKey) && event.key === "z" && (box || arrow) && canDraw()) {
        event.preventDefault();
        send({ do: "undo" });
        return;
      }
      if (!plain || !canDraw()) return;
      if (arrow && event.key === "Delete") {
        event.preventDefault();
        send({ do: "drop-arrow", arrow: arrow.dataset.arrow }, ".thing");
      }
      if (!box) return;
      const way = WAYS[event.key];
      if (way) {
        event.preventDefault();
        if (!from) nudge(box, way);
        else { const next = beside(box, way); if (next) next.focus(); }
      } else if (event.key === "a" || event.key === "A") {
        event.preventDefault();
        begin(box);
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        if (from && from !== box) end(box); else choose("node", box.dataset.node);
      } else if (event.key === "Delete") {
        event.preventDefault();
        send({ do: "drop-node", node: box.dataset.node }, ".thing");
      }
    });

    frame.addEventListener("pointerdown", (event) => {
      const box = thing(event.target);
      if (!box || !canDraw() || event.button !== 0) return;
      const grip = event.target.closest(".grip");
      const start = at(event);
      const here = middle(box);
      held = { box, moved: false, grip: Boolean(grip), x: event.clientX, y: event.clientY, dx: here.x - start.x, dy: here.y - start.y, rubber: null, pointer: event.pointerId };
      sheet().setPointerCapture(event.pointerId);
      if (held.grip) begin(box);
    });

    frame.addEventListener("pointermove", (event) => {
      if (!held || held.pointer !== event.pointerId) return;
      if (!held.moved && Math.hypot(event.clientX - held.x, event.clientY - held.y) < NEAR) return;
      held.moved = true;
      const point = at(event);
      if (held.grip) stretch(point, event);
      else { held.box.classList.add("moving"); place(held.box, { x: point.x + held.dx, y: point.y + held.dy }); }
    });

    function stretch(point, event) {
      if (!held.rubber) {
        held.rubber = document.createElementNS(SVG, "path");
        held.rubber.setAttribute("class", "rubber");
        sheet().append(held.rubber);
      }
      const start = middle(held.box);
      held.rubber.setAttribute("d", `M${start.x} ${start.y}L${point.x} ${point.y}`);
      const over = under(event);
      for (const box of boxes()) box.classList.toggle("target", box === over && box !== held.box);
    }

    function under(event) {
      return thing(document.elementFromPoint(event.clientX, event.clientY));
    }

    frame.addEventListener("pointerup", (event) => {
      if (!held || held.pointer !== event.pointerId) return;
      const { box, moved, grip, rubber } = held;
      if (rubber) rubber.remove();
      held = null;
      if (grip) {
        const target = under(event);
        if (moved && target && target !== box) end(target);
        else if (moved) { leave(); say(frame.dataset.left); }
      } else if (moved) sendMove(box, middle(box));
      else if (from && from !== box) end(box);
      else choose("node", box.dataset.node);
    });

    frame.addEventListener("pointercancel", () => {
      if (held && held.rubber) held.rubber.remove();
      held = null;
      leave();
    });

    // Links of boxes and arrows open their form here, without leaving the page.
    frame.addEventListener("click", (event) => {
      const link = event.target.closest("a.thing, a.pull, [data-choose], [data-close]");
      if (!link || !canDraw() || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (link.matches(".thing")) return; // told by the pointer or the key
      const address = link.getAttribute("href") || link.href.baseVal;
      load(address.split("#")[0], {}, link.matches("[data-close]") ? ".thing" : "#chosen");
    });

    frame.addEventListener("dragstart", (event) => event.preventDefault());

    frame.addEventListener("submit", (event) => {
      const form = event.target;
      if (form.matches("[data-whole]")) return;
      event.preventDefault();
      const facts = Object.fromEntries(new FormData(form, event.submitter));
      const focus = form.matches("[data-add-thing]") ? "[data-add-thing] select" : null;
      send(facts, focus);
    });
  }
})();
