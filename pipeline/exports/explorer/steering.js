// How one moves in a picture, and what stands out in it.

/** Make the neighbours of what is pointed at or focused stand out, and tell of them. */
function light(canvas, lines, dots, state, whole, info) {
  const on = (id) => {
    const near = new Set([id]);
    for (const line of lines) {
      const isNear = line.dataset.from === id || line.dataset.to === id;
      line.classList.toggle("lit", isNear);
      if (isNear) near.add(line.dataset.from).add(line.dataset.to);
    }
    for (const each of dots) each.classList.toggle("lit", near.has(each.dataset.id));
    canvas.classList.add("lighting");
    const node = whole.nodes.get(id);
    show(
      info,
      sign(node.type),
      " ",
      link(node),
      h(
        "span.faint",
        {},
        ` ${labelled(node.type)}, ${count(near.size - 1, "neighbour")}`,
      ),
    );
  };
  const off = () => canvas.classList.remove("lighting");
  for (const each of dots) {
    each.addEventListener("pointerenter", () => on(each.dataset.id));
    each.addEventListener("focus", () => on(each.dataset.id));
    each.addEventListener("pointerleave", off);
    each.addEventListener("blur", off);
  }
}

/** Return what is seen of the plane with *places*, and how it moves. */
function viewOf(places) {
  const xs = places.map((each) => each.x);
  const ys = places.map((each) => each.y);
  const whole = { x: Math.min(...xs) - 70, y: Math.min(...ys) - 40 };
  whole.width = Math.max(...xs) - whole.x + 70;
  whole.height = Math.max(...ys) - whole.y + 50;
  const now = { ...whole };
  const put = (canvas) => canvas.setAttribute("viewBox", view.box());
  const view = {
    width: () => whole.width,
    box: () => [now.x, now.y, now.width, now.height].map(round).join(" "),
    zoom(canvas, factor, x = now.x + now.width / 2, y = now.y + now.height / 2) {
      const by = Math.min(
        Math.max(factor, now.width / (whole.width * 2)),
        now.width / 60,
      );
      now.x = x - (x - now.x) / by;
      now.y = y - (y - now.y) / by;
      now.width /= by;
      now.height /= by;
      put(canvas);
    },
    move(canvas, dx, dy) {
      now.x += dx * now.width;
      now.y += dy * now.height;
      put(canvas);
    },
    whole(canvas) {
      Object.assign(now, whole);
      put(canvas);
    },
    at(canvas, event) {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(
        canvas.getScreenCTM().inverse(),
      );
      return [point.x, point.y];
    },
  };
  return view;
}

function steer(canvas, view) {
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      view.zoom(canvas, event.deltaY < 0 ? 1.15 : 0.87, ...view.at(canvas, event));
    },
    { passive: false },
  );
  const keys = {
    "+": [1.25],
    "=": [1.25],
    "-": [0.8],
    ArrowLeft: [-0.1, 0],
    ArrowRight: [0.1, 0],
    ArrowUp: [0, -0.1],
    ArrowDown: [0, 0.1],
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "0") view.whole(canvas);
    else if (!keys[event.key]) return;
    else if (keys[event.key].length === 1) view.zoom(canvas, ...keys[event.key]);
    else view.move(canvas, ...keys[event.key]);
    event.preventDefault();
  });
  let last = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("a")) last = [event.clientX, event.clientY];
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    const { width, height } = canvas.getBoundingClientRect();
    view.move(
      canvas,
      (last[0] - event.clientX) / width,
      (last[1] - event.clientY) / height,
    );
    last = [event.clientX, event.clientY];
  });
  for (const name of ["pointerup", "pointerleave"])
    canvas.addEventListener(name, () => {
      last = null;
    });
}
