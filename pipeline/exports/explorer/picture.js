// A graph to look at: what procedures share, or what is around one thing.

const MOST_SHOWN = 300;
const HUBS = 12; // that are named whatever is there
const LETTER = 0.54; // of the size of a text, about

/** Show the graph of the build, or around the things that *given* names. */
async function graphPage(given, all) {
  const around = all.filter(([key]) => key === "around").map(([, id]) => id);
  const whole = around.length ? await neighbours(around) : await shared();
  if (!whole) return missing();
  const hidden = new Set(
    all.filter(([key]) => key === "without").map(([, type]) => type),
  );
  const opened = new Set(all.filter(([key]) => key === "also").map(([, type]) => type));
  for (const kind of pathway().kinds)
    if (kind.collapses && !opened.has(kind.type)) hidden.add(kind.type);
  const title = around.length ? `Around ${whole.title}` : "What procedures share";
  return {
    title,
    page: [h("h1", { dir: "auto" }, title), drawnGraph(whole, hidden, around)],
    after: () => {},
  };
}

async function shared() {
  const found = await piece("graph");
  if (!found) return null;
  const nodes = new Map(found.nodes.map((each) => [each.id, each]));
  // The gravest findings come first.
  const { all } = await listed("findings", 1);
  return {
    nodes,
    edges: found.edges.map(([from, to, by]) => ({ from, to, by })),
    wrong: wrongCodes(all),
    title: "",
  };
}

async function neighbours(ids) {
  const nodes = new Map();
  const edges = [];
  const found = (await Promise.all(ids.map((id) => thing(id, 3)))).filter(Boolean);
  for (const each of found) {
    nodes.set(each.id, each);
    for (const fact of each.facts.filter((one) => !isDenied(one))) {
      for (const end of [fact.subject, fact.object])
        if (!nodes.has(end.id)) nodes.set(end.id, end);
      edges.push({ from: fact.subject.id, to: fact.object.id, by: fact.predicate });
      // What is said of a stage in between belongs to its procedure.
      if (fact.context && fact.context.id !== fact.subject.id) {
        if (!nodes.has(fact.context.id)) nodes.set(fact.context.id, fact.context);
        edges.push({ from: fact.context.id, to: fact.subject.id, by: fact.predicate });
      }
    }
  }
  return found.length
    ? {
        nodes,
        edges,
        wrong: wrongCodes(found.flatMap((each) => each.findings)),
        title: found.map((each) => each.label).join(", "),
      }
    : null;
}

/** Return what is shown of the *whole* when kinds are *hidden*: our own state. */
function visible(whole, hidden, around) {
  const out = new Set(
    [...whole.nodes.values()]
      .filter((each) => hidden.has(each.type) && !around.includes(each.id))
      .map((each) => each.id),
  );
  const edges = collapsed(whole.edges, out);
  const degree = new Map();
  for (const { from, to } of edges)
    for (const end of [from, to]) degree.set(end, (degree.get(end) || 0) + 1);
  const kept = [...whole.nodes.values()].filter(
    (each) => !out.has(each.id) && (degree.get(each.id) || around.includes(each.id)),
  );
  kept.sort(
    (a, b) =>
      around.includes(b.id) - around.includes(a.id) ||
      (degree.get(b.id) || 0) - (degree.get(a.id) || 0) ||
      (a.id < b.id ? -1 : 1),
  );
  const nodes = kept.slice(0, MOST_SHOWN);
  const at = new Map(nodes.map((each, place) => [each.id, place]));
  return {
    nodes,
    at,
    degree,
    left: kept.length - nodes.length,
    edges: edges.filter(({ from, to }) => at.has(from) && at.has(to)),
  };
}

function drawnGraph(whole, hidden, around) {
  const state = visible(whole, hidden, around);
  const { nodes, edges, at } = state;
  if (!nodes.length)
    return [
      h("p.faint", {}, "There is nothing to draw."),
      filters(whole, hidden, around),
    ];
  const places = layOut(
    nodes.map((each) => each.id),
    edges.map(({ from, to }) => [at.get(from), at.get(to)]),
    WIDE.matches ? 1.5 : 0.7,
  );
  const view = viewOf(places);
  const scale = Math.max(1, view.width() / Math.min(1150, window.innerWidth - 40));
  const canvas = svg("svg.graph", {
    viewBox: view.box(),
    role: "group",
    "aria-label": `Graph of ${count(nodes.length, "thing")} and ${count(edges.length, "link")}`,
    tabindex: "0",
  });
  const lines = edges.map((edge) => {
    const [a, b] = [places[at.get(edge.from)], places[at.get(edge.to)]];
    return svg(
      `line.edge${edge.isThrough ? ".through" : ""}`,
      {
        x1: a.x,
        y1: a.y,
        x2: b.x,
        y2: b.y,
        "data-from": edge.from,
        "data-to": edge.to,
      },
      svg(
        "title",
        {},
        `${whole.nodes.get(edge.from).label} ${labelled(edge.by)} ${whole.nodes.get(edge.to).label}`,
      ),
    );
  });
  const shapes = nodes.map((node, place) =>
    sized(node, places[place], state, around, scale),
  );
  const isHub = (place) => nodes[place].type !== procedureType();
  const hubs = nodes
    .map((_, place) => place)
    .filter(isHub)
    .slice(0, HUBS);
  const named_ = roomy(shapes, hubs);
  const dots = nodes.map((node, place) =>
    dot(node, shapes[place], state, {
      hasLabel: named_.has(place),
      isMiddle: around.includes(node.id),
      isWrong: whole.wrong.has(node.id),
    }),
  );
  canvas.append(svg("g", {}, lines), svg("g", {}, dots));
  steer(canvas, view);
  const info = h("p.near", { "aria-live": "polite" });
  light(canvas, lines, dots, state, whole, info);
  return [
    h(
      "p.faint",
      {},
      `${count(nodes.length, "thing")}, ${count(edges.length, "link")}${state.left ? `; ${state.left} more are not shown` : ""}. Click a thing for its neighbourhood; drag to move, turn the wheel or press + and \u2212 to zoom.`,
    ),
    filters(whole, hidden, around),
    h(
      "div.frame.sheet",
      {},
      h(
        "div.zoom.unprinted",
        {},
        h(
          "button",
          {
            type: "button",
            click: () => view.zoom(canvas, 1.25),
            "aria-label": "Nearer",
          },
          "+",
        ),
        h(
          "button",
          {
            type: "button",
            click: () => view.zoom(canvas, 0.8),
            "aria-label": "Farther",
          },
          "\u2212",
        ),
        h("button", { type: "button", click: () => view.whole(canvas) }, "All"),
      ),
      canvas,
      info,
    ),
    listOf(state, whole),
  ];
}

/** Return how large the shape and the text of *node* are, and where. */
function sized(node, { x, y }, state, around, scale) {
  const degree = state.degree.get(node.id) || 0;
  const isMiddle = around.includes(node.id);
  const radius =
    (Math.min(14, 6 + Math.sqrt(degree) * 1.3) + (isMiddle ? 3 : 0)) *
    Math.min(scale, 1.4);
  const size = round((isMiddle ? 14 : 11.5) * scale);
  const words =
    node.label.length > 34 ? `${node.label.slice(0, 32)}\u2026` : node.label;
  return { x, y, radius, size, words };
}

/** Return the places in the list of *shapes* whose names have room, and all *hubs*. */
function roomy(shapes, hubs) {
  const taken = [];
  const found = new Set();
  const others = shapes
    .map((_, place) => place)
    .filter((place) => !hubs.includes(place));
  for (const place of [...hubs, ...others]) {
    const { x, y, radius, size, words } = shapes[place];
    const half = (words.length * size * LETTER) / 2;
    const box = {
      left: x - half,
      right: x + half,
      top: y + radius,
      bottom: y + radius + size * 1.3,
    };
    const isApart = (each) =>
      box.right < each.left ||
      box.left > each.right ||
      box.bottom < each.top ||
      box.top > each.bottom;
    const isClear = (each, other) =>
      other === place ||
      isApart({
        left: each.x - each.radius,
        right: each.x + each.radius,
        top: each.y - each.radius,
        bottom: each.y + each.radius,
      });
    if (!hubs.includes(place) && !(taken.every(isApart) && shapes.every(isClear)))
      continue;
    taken.push(box);
    found.add(place);
  }
  return found;
}

function dot(node, shape, state, { hasLabel, isMiddle, isWrong }) {
  const { x, y, radius, size, words } = shape;
  const degree = state.degree.get(node.id) || 0;
  const about = isWrong ? ", conflicts with references" : "";
  return svg(
    `a.node${hasLabel ? ".labelled" : ""}${isMiddle ? ".middle" : ""}${isWrong ? ".doubted" : ""}`,
    {
      href: address("graph", { around: node.id }),
      "data-id": node.id,
      "aria-label": `${node.label}, ${labelled(node.type)}, ${count(degree, "link")}${about}`,
    },
    svg("title", {}, `${named(node)} (${labelled(node.type)}${about})`),
    shaped(kindOf(node.type), x, y, radius),
    isWrong && cross(x + radius, y - radius, radius * 1.1),
    svg(
      "text",
      { x, y: round(y + radius + size), "text-anchor": "middle", "font-size": size },
      words,
    ),
  );
}

/** Return the mark of what is in conflict: a cross in a spot. */
function cross(x, y, radius) {
  const half = radius * 0.45;
  const [left, right, top, bottom] = [x - half, x + half, y - half, y + half].map(round);
  return svg(
    "g.conflict",
    {},
    svg("circle", { cx: round(x), cy: round(y), r: round(radius) }),
    svg("path", {
      d: `M${left} ${top}L${right} ${bottom}M${left} ${bottom}L${right} ${top}`,
    }),
  );
}

function filters(whole, hidden, around) {
  const counts = new Map();
  for (const each of whole.nodes.values())
    counts.set(each.type, (counts.get(each.type) || 0) + 1);
  const kinds = pathway().kinds.filter((kind) => counts.has(kind.type));
  const href = (kind) => {
    const given = around.map((id) => ["around", id]);
    for (const each of kinds) {
      const isHidden = hidden.has(each.type) !== (each === kind);
      if (isHidden && !each.collapses) given.push(["without", each.type]);
      if (!isHidden && each.collapses) given.push(["also", each.type]);
    }
    return address("graph", given);
  };
  return h(
    "div.filters.unprinted",
    { role: "group", "aria-label": "Kinds that are shown" },
    kinds.map((kind) =>
      h(
        "button.kind",
        {
          type: "button",
          "aria-pressed": String(!hidden.has(kind.type)),
          "data-type": kind.type,
          click: () => {
            location.hash = href(kind);
          },
        },
        sign(kind.type),
        ` ${kind.plural} ${counts.get(kind.type)}`,
      ),
    ),
  );
}

function listOf(state, whole) {
  return h(
    "details.sheet",
    {},
    h("summary", {}, "The same as a list"),
    h(
      "ul",
      {},
      state.nodes.map((node) => {
        const ends = state.edges.filter(
          ({ from, to }) => from === node.id || to === node.id,
        );
        return h(
          "li",
          {},
          link(node),
          h("span.faint.small", {}, ` ${labelled(node.type)}`),
          h(
            "ul.small",
            {},
            ends.map(({ from, to, by }) =>
              h(
                "li",
                {},
                from === node.id
                  ? [`${labelled(by)} `, link(whole.nodes.get(to))]
                  : [link(whole.nodes.get(from)), ` ${labelled(by)}`],
              ),
            ),
          ),
        );
      }),
    ),
  );
}
