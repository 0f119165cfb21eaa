"use strict";
// The map: keys along the lines, the chain of a step in colour, zoom. Everything else works without this.
(() => {
  const view = document.getElementById("map-view");
  const tools = document.getElementById("map-tools");
  const said = document.getElementById("map-said");
  if (!view || !tools) return;
  const svg = view.querySelector("svg");
  const boxes = [...svg.querySelectorAll("a[data-id]")];
  const lines = [...svg.querySelectorAll("path[data-a]")];
  const byId = new Map(boxes.map((box) => [box.dataset.id, box]));
  const links = { after: new Map(), before: new Map() };
  const add = (side, from, to) => (side.get(from) || side.set(from, []).get(from)).push(to);
  for (const { dataset: { a, b } } of lines) {
    add(links.after, a, b);
    add(links.before, b, a);
  }
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  let scale = 1;

  // One stop for the Tab key; arrows go on from there.
  let current = boxes[0];
  const hold = (box) => {
    if (current) current.setAttribute("tabindex", "-1");
    current = box;
    current.setAttribute("tabindex", "0");
  };
  boxes.forEach((box) => box.setAttribute("tabindex", "-1"));
  if (current) hold(current);

  const reach = (side, from) => {
    const found = new Set([from]);
    for (const item of found) for (const next of side.get(item) || []) found.add(next);
    return found;
  };
  const light = (item) => {
    const sides = item ? [reach(links.before, item), reach(links.after, item)] : [];
    svg.classList.toggle("lit", Boolean(item));
    for (const box of boxes) box.classList.toggle("on", sides.some((side) => side.has(box.dataset.id)));
    for (const line of lines) {
      const { a, b } = line.dataset;
      line.classList.toggle("on", sides.some((side) => side.has(a) && side.has(b)));
    }
    said.textContent = item ? byId.get(item).getAttribute("aria-label") : "\u00a0";
  };

  const show = (box) => {
    const inside = view.getBoundingClientRect();
    const place = box.querySelector(".shape").getBoundingClientRect();
    view.scrollLeft += place.left + place.width / 2 - inside.left - inside.width / 2;
    view.scrollTop += place.top + place.height / 2 - inside.top - inside.height / 2;
  };
  const go = (box) => {
    if (!box) return;
    hold(box);
    box.focus({ preventScroll: true });
    show(box);
  };

  const resize = (wanted) => {
    const before = scale;
    const across = (view.scrollLeft + view.clientWidth / 2) / before;
    const down = (view.scrollTop + view.clientHeight / 2) / before;
    scale = Math.min(3, Math.max(0.05, wanted));
    svg.setAttribute("width", String(width * scale));
    svg.setAttribute("height", String(height * scale));
    view.scrollLeft = across * scale - view.clientWidth / 2;
    view.scrollTop = down * scale - view.clientHeight / 2;
  };
  const zooms = {
    in: () => resize(scale * 1.25),
    out: () => resize(scale / 1.25),
    one: () => resize(1),
    fit: () => resize(Math.min(view.clientWidth / width, view.clientHeight / height)),
  };

  const middle = (box) => {
    const place = box.querySelector(".shape").getBBox();
    return [place.x + place.width / 2, place.y + place.height / 2];
  };
  const beside = (box, way) => {
    const [x, y] = middle(box);
    let best = null;
    let least = Infinity;
    for (const other of boxes) {
      const [u, v] = middle(other);
      const ahead = (v - y) * way;
      if (ahead > 1 && ahead + 2 * Math.abs(u - x) < least) {
        least = ahead + 2 * Math.abs(u - x);
        best = other;
      }
    }
    return best;
  };
  const along = (box, side) => {
    const ends = (side.get(box.dataset.id) || []).map((item) => byId.get(item)).filter(Boolean);
    return ends.sort((a, b) => boxes.indexOf(a) - boxes.indexOf(b))[0];
  };
  const keys = {
    ArrowRight: (box) => go(along(box, links.after)),
    ArrowLeft: (box) => go(along(box, links.before)),
    ArrowDown: (box) => go(beside(box, 1)),
    ArrowUp: (box) => go(beside(box, -1)),
    Home: () => go(boxes[0]),
    End: () => go(boxes[boxes.length - 1]),
    "+": zooms.in,
    "-": zooms.out,
    "0": zooms.one,
  };
  svg.addEventListener("keydown", (event) => {
    const box = event.target.closest("a[data-id]");
    const act = keys[event.key];
    if (!box || !act || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    act(box);
  });

  const focused = () => (svg.contains(document.activeElement) ? document.activeElement.dataset.id : "");
  svg.addEventListener("focusin", (event) => {
    const box = event.target.closest("a[data-id]");
    if (box) {
      hold(box);
      light(box.dataset.id);
    }
  });
  svg.addEventListener("focusout", () => light(""));
  svg.addEventListener("pointerover", (event) => {
    const box = event.target.closest("a[data-id]");
    light(box ? box.dataset.id : focused());
  });
  svg.addEventListener("pointerleave", () => light(focused()));
  tools.addEventListener("click", (event) => {
    const act = zooms[event.target.dataset.zoom];
    if (act) act();
  });
  const target = () => {
    const box = location.hash.startsWith("#m-") && byId.get(location.hash.slice(3));
    if (box) {
      if (scale < 0.6) resize(1);
      go(box);
    }
  };
  window.addEventListener("hashchange", target);
  tools.hidden = false;
  view.classList.add("ready");
  target();
})();
