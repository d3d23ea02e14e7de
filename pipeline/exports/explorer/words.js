// What things are called, and where links lead. All words of the field come with the data.

let told = null; // the overview

/** Take the *overview*, which has the words. */
function learn(overview) {
  told = overview;
}

/** Return the knowledge of how a procedure is told. */
function pathway() {
  return told.words.pathway;
}

/** Return the label of a term of the ontology. */
function labelled(term) {
  return told.words.labels[term] || term;
}

/** Return what is known of the kind *type*. */
function kindOf(type) {
  return (
    pathway().kinds.find((each) => each.type === type) || {
      type,
      plural: type,
      hue: 8,
      shape: "ring",
    }
  );
}

/** Tell whether the thing *named* is told in a sentence. */
function isSentence(named) {
  return Boolean(kindOf(named.type).is_sentence);
}

/** Return the type of procedures. */
function procedureType() {
  return pathway().kinds[0].type;
}

/** Return the word of the closed value *value* of a list. */
function closed(list, value) {
  return told.words.labels[`${list}/${value}`] || String(value);
}

/** Return the address of *path*, with *given* behind it. */
function address(path, given = {}) {
  const query = new URLSearchParams(given).toString();
  const safe = path.split("/").map(encodeURIComponent).join("/");
  return `#/${safe}${query ? `?${query}` : ""}`;
}

/** Return the address of the thing *id*. */
function addressOf(id) {
  return id.startsWith("document/") ? address(id) : address(`thing/${id}`);
}

/** Return a link to the thing *named*. */
function link(named, given = {}) {
  return h(
    "a",
    { href: addressOf(named.id), dir: "auto", ...given },
    named.label || named.id,
  );
}

/** Return the sign of the kind *type*: its shape in its colour. */
function sign(type, size = 14) {
  const kind = kindOf(type);
  const at = size / 2;
  return svg(
    `svg.sign`,
    {
      width: size,
      height: size,
      viewBox: `0 0 ${size} ${size}`,
      "aria-hidden": "true",
      focusable: "false",
    },
    shaped(kind, at, at, at - 1.5),
  );
}

/** Return a badge with the kind *type*. */
function kindBadge(type) {
  return h("span.badge", {}, sign(type, 12), " ", labelled(type));
}

const SHAPES = {
  square: [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  diamond: [
    [0, -1.1],
    [1.1, 0],
    [0, 1.1],
    [-1.1, 0],
  ],
  triangle: [
    [0, -1.1],
    [1.05, 0.85],
    [-1.05, 0.85],
  ],
  hexagon: [
    [-0.55, -0.95],
    [0.55, -0.95],
    [1.1, 0],
    [0.55, 0.95],
    [-0.55, 0.95],
    [-1.1, 0],
  ],
  drop: [
    [0, -1.15],
    [0.8, 0.1],
    [0.55, 0.85],
    [0, 1.05],
    [-0.55, 0.85],
    [-0.8, 0.1],
  ],
};

/** Return the shape of *kind* around a point. */
function shaped(kind, x, y, radius) {
  const hue = `hue${kind.hue}`;
  const points = SHAPES[kind.shape];
  if (points) {
    const drawn = points.map(
      ([a, b]) => `${round(x + a * radius)},${round(y + b * radius)}`,
    );
    return svg(`polygon.shape.${hue}`, { points: drawn.join(" ") });
  }
  const isRing = kind.shape === "ring";
  return svg(`circle.shape.${hue}${isRing ? ".open" : ""}`, {
    cx: round(x),
    cy: round(y),
    r: round(isRing ? radius * 0.8 : radius),
  });
}

/** Return *number* with two decimals at most. */
function round(number) {
  return Math.round(number * 100) / 100;
}
