// Follow-up and durations of a procedure on one line of time.

// As many days as the data has for such a time.
const TICKS = [
  [0, "0"],
  [1, "1 day"],
  [7, "1 week"],
  [30, "1 month"],
  [91, "3 months"],
  [183, "6 months"],
  [365, "1 year"],
  [731, "2 years"],
  [1826, "5 years"],
];

/** Return when the thing *named* is or how long it lasts, in days: from, to, how. */
function span(named, isLength) {
  const unit = pathway().days[named.unitCode];
  const low = named.minValue ?? named.value ?? null;
  const high = named.maxValue ?? named.value ?? null;
  if (isLength) {
    if (unit === undefined || high === null) return null;
    return { from: 0, to: high * unit, how: "for" };
  }
  if (named.offsetDays === undefined) return null;
  const from = named.offsetDays;
  const to =
    named.maxValue !== undefined && unit !== undefined && low !== null
      ? Math.max(from, high * unit)
      : from;
  const how = named.offsetRelation || "at";
  if (how === "within" || how === "for" || how === "before")
    return { from: 0, to: from, how };
  return { from, to, how };
}

/** Return the timeline of what *facts* say of a procedure, or null. */
function timeline(facts) {
  const { follow_up: after, duration, stay } = pathway().timeline;
  const events = [];
  for (const [predicate, isLength] of [
    [duration, true],
    [stay, true],
    [after, false],
  ]) {
    const some = facts.filter(
      (fact) => fact.predicate === predicate && !isDenied(fact),
    );
    for (const [, same] of grouped(some, (fact) => fact.object.id)) {
      const place = span(same[0].object, isLength);
      if (place) events.push({ ...place, facts: same, predicate });
    }
  }
  if (!events.length) return null;
  events.sort((a, b) => a.from - b.from || a.to - b.to);
  const last = Math.max(1, ...events.map((each) => each.to));
  return h(
    "section",
    {},
    h("h2", {}, "In time"),
    h(
      "div.sheet",
      {},
      picture(events, last),
      h(
        "ol.events",
        {},
        events.map((each) =>
          h(
            "li",
            {},
            h("span.small.faint", {}, `${labelled(each.predicate)}: `),
            ...item(each.facts).childNodes,
          ),
        ),
      ),
    ),
  );
}

function picture(events, last) {
  const width = window.innerWidth < 640 ? 340 : 760;
  const [left, right] = [16, 40];
  const x = (days) =>
    left + ((width - left - right) * Math.log1p(days * 3)) / Math.log1p(last * 3.3);
  const row = 22;
  const base = events.length * row + 8;
  const ticks = TICKS.filter(([days]) => days <= last * 1.1);
  let last_ = -Infinity;
  const parts = ticks.map(([days, words], at) => {
    const isLabelled = x(days) - last_ > 46;
    if (isLabelled) last_ = x(days);
    return [
      svg("line.tick", { x1: x(days), x2: x(days), y1: 0, y2: base }),
      isLabelled &&
        svg(
          "text.tick",
          { x: x(days), y: base + 16, "text-anchor": at ? "middle" : "start" },
          words,
        ),
    ];
  });
  events.forEach((each, at) => {
    const y = at * row + row / 2;
    const [from, to] = [x(each.from), x(each.to)];
    if (each.how === "every")
      parts.push(svg("line.again", { x1: from, x2: width - 8, y1: y, y2: y }));
    if (to - from > 0 || each.how === "for") {
      parts.push(
        svg("rect.span", {
          x: from,
          y: y - 5,
          width: Math.max(4, to - from),
          height: 10,
          rx: 3,
        }),
      );
    } else {
      parts.push(svg("circle.event", { cx: from, cy: y, r: 6 }));
    }
    const beyond = Math.max(to, from + 4) + 10;
    parts.push(svg("text.number", { x: beyond, y: y + 4 }, String(at + 1)));
  });
  return svg(
    "svg.timeline",
    {
      viewBox: `0 0 ${width} ${base + 22}`,
      role: "img",
      "aria-label": "A line of time; the numbers are those of the list below",
    },
    parts,
  );
}
