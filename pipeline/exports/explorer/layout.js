// Where the things of a picture stand: the same for the same graph, by no chance.

const ROUNDS = 260;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/**
 * Return the place of each of *nodes* (ids) by *edges* (pairs of places in the list), in
 * a picture so many times *wider* than it would be.
 * They begin on a spiral and are pushed apart and pulled together (Fruchterman and
 * Reingold 1991, https://doi.org/10.1002/spe.4380211102), with a pull to the middle.
 */
function layOut(nodes, edges, wider) {
  const size = 30 * Math.sqrt(nodes.length + 1);
  const places = nodes.map((_, at) => {
    const far = size * Math.sqrt((at + 0.5) / nodes.length);
    return {
      x: far * Math.cos(at * GOLDEN),
      y: far * Math.sin(at * GOLDEN),
      dx: 0,
      dy: 0,
    };
  });
  const ideal = 70;
  // What has many links takes more room, or hubs lie in a heap.
  const weights = nodes.map(() => 1);
  for (const pair of edges) for (const at of pair) weights[at] += 0.07;
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    push(places, ideal, weights);
    for (const [a, b] of edges)
      pull(places[a], places[b], ideal * Math.sqrt(weights[a] * weights[b]));
    const heat = (size / 6) * (1 - turn / ROUNDS) ** 1.5 + 0.5;
    for (const each of places) {
      each.dx -= each.x * 0.05;
      each.dy -= each.y * 0.08;
      const length = Math.hypot(each.dx, each.dy) || 1;
      const step = Math.min(length, heat) / length;
      each.x += each.dx * step;
      each.y += each.dy * step;
      each.dx = 0;
      each.dy = 0;
    }
  }
  return places.map(({ x, y }) => ({ x: round(x * wider), y: round(y) }));
}

function push(places, ideal, weights) {
  for (let a = 0; a < places.length; a += 1) {
    for (let b = a + 1; b < places.length; b += 1) {
      const dx = places[a].x - places[b].x || 0.01;
      const dy = places[a].y - places[b].y || 0.01;
      const force = (ideal * ideal * weights[a] * weights[b]) / (dx * dx + dy * dy);
      places[a].dx += dx * force;
      places[a].dy += dy * force;
      places[b].dx -= dx * force;
      places[b].dy -= dy * force;
    }
  }
}

function pull(a, b, ideal) {
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  const force = Math.hypot(dx, dy) / ideal / 3;
  a.dx -= dx * force;
  a.dy -= dy * force;
  b.dx += dx * force;
  b.dy += dy * force;
}

/**
 * Return the edges among what is shown when *hidden* things collapse: a way through
 * hidden things becomes one edge, which says what lies between.
 * @param {{from: string, to: string, by: string}[]} edges
 * @param {Set<string>} hidden
 */
function collapsed(edges, hidden) {
  const out = new Map();
  for (const edge of edges) {
    if (!out.has(edge.from)) out.set(edge.from, []);
    out.get(edge.from).push(edge);
  }
  const found = new Map();
  for (const start of out.keys()) {
    if (hidden.has(start)) continue;
    const seen = new Set([start]);
    const open = [[start, false]];
    while (open.length) {
      const [at, isThrough] = open.pop();
      for (const edge of out.get(at) || []) {
        if (hidden.has(edge.to)) {
          if (!seen.has(edge.to)) {
            seen.add(edge.to);
            open.push([edge.to, true]);
          }
        } else if (edge.to !== start) {
          const key = `${start} ${edge.to} ${edge.by}`;
          if (!found.has(key))
            found.set(key, { from: start, to: edge.to, by: edge.by, isThrough });
        }
      }
    }
  }
  return [...found.values()];
}
