// A document with its facts marked in it, and the card of the one that was chosen.

const WIDE = window.matchMedia("(min-width: 64rem)");

/** Return what *document* says, with *chosen* marked (a fact or a finding, or null). */
function documentView(found, chosen, href) {
  const [first] = found.documents;
  const toggle = h("input", {
    type: "checkbox",
    id: "lines",
    change: () => text.classList.toggle("lines", toggle.checked),
  });
  const text = h("div.text", { dir: "auto" }, sections(found, chosen, href));
  return [
    h("p.small.faint", {}, found.documents.map((each) => each.name).join(", ")),
    h(
      "p.small",
      {},
      first.url && [outward(first.url, "the page it is from"), " "],
      first.licence && [h("span.faint", {}, "licence: "), outward(first.licence), " "],
      first.date && h("span.faint", {}, first.date),
    ),
    h(
      "p.unprinted",
      {},
      h("label", { for: "lines" }, toggle, " Show what became of each line"),
      legend(found),
    ),
    text,
  ];
}

function legend(found) {
  const counts = {};
  for (const [, , status] of found.lines) counts[status] = (counts[status] || 0) + 1;
  const parts = Object.entries(pathway().lines)
    .filter(([status]) => counts[status])
    .map(([status, words]) =>
      h("span.badge", {}, swatch(status), ` ${words}: ${counts[status]}`),
    );
  return h(
    "span.legend",
    {},
    parts.flatMap((each) => [" ", each]),
  );
}

/** Return a spot in the colour of the lines of a *status*. */
function swatch(status) {
  return svg(
    "svg.sign",
    {
      width: 11,
      height: 11,
      viewBox: "0 0 11 11",
      "aria-hidden": "true",
      focusable: "false",
    },
    svg(`rect.line-${status}`, { width: 11, height: 11, rx: 2 }),
  );
}

function sections(found, chosen, href) {
  const seen = new Set();
  return found.sections.map((section) =>
    h(
      "div.section",
      { "data-type": section.type },
      pieces(found, section, chosen, href, seen),
    ),
  );
}

/** Return the text of a section in stretches: no stretch has the edge of a fact in it. */
function pieces(found, section, chosen, href, seen) {
  const { start, end } = section;
  const inside = (each) =>
    each.start !== undefined && each.start < end && each.end > start;
  const facts = found.facts.filter(inside);
  const lines = found.lines.filter(([from, to]) => from < end && to > start);
  const faults = found.findings.filter(
    (each) => inside(each) && each.severity !== "info",
  );
  const edges = new Set([start, end]);
  const add = (at) => at > start && at < end && edges.add(at);
  for (const each of [...facts, ...faults]) [each.start, each.end].forEach(add);
  for (const [from, to] of lines) [from, to].forEach(add);
  if (chosen) [chosen.start, chosen.end, ...(chosen.mark || [])].forEach(add);
  const places = [...edges].sort((a, b) => a - b);
  const parts = [];
  for (let at = 0; at + 1 < places.length; at += 1) {
    const [from, to] = [places[at], places[at + 1]];
    const over = (each) => each.start <= from && each.end >= to;
    const stretch = {
      from,
      to,
      words: found.text.slice(from, to),
      facts: facts.filter(over),
      faults: faults.filter(over),
    };
    stretch.line = lines.find(([a, b]) => a <= from && b >= to);
    parts.push(drawn(stretch, chosen, href, seen));
  }
  return parts;
}

function drawn(stretch, chosen, href, seen) {
  const { from, to, words, line } = stretch;
  const classes = [];
  if (chosen && chosen.start <= from && chosen.end >= to) {
    classes.push("quoted");
    const [start, end] = chosen.mark || [0, 0];
    if (start <= from && end >= to) classes.push("named");
  }
  for (const each of stretch.faults)
    classes.push(each.severity === "violation" ? "fault" : "doubt");
  const given = { class: ["stretch", ...classes].join(" ") };
  if (line) {
    given["data-status"] = line[2];
    if (line[0] === from) given["data-said"] = pathway().lines[line[2]];
  }
  const tag = classes.includes("quoted") ? "mark" : "span";
  if (!stretch.facts.length) return h(tag, given, words);
  // Of several facts around these words the one with the shortest quote is meant.
  const [meant] = [...stretch.facts].sort(
    (a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start,
  );
  const isNew = !seen.has(meant.id);
  seen.add(meant.id);
  const label = isNew ? null : { tabindex: "-1" };
  return h(
    "a.said-here",
    { href: href(meant), "data-fact": meant.id, ...label },
    h(tag, given, words),
  );
}

/** Return how many characters are before the place *at* of JavaScript in *text*. */
function characters(text, at) {
  return [...text.slice(0, at)].length;
}

/** Return the card of *fact*: what it says, how firmly, by which rule, and where. */
function card(fact, found) {
  const place = `[${characters(found.text, fact.start)}:${characters(found.text, fact.end)}]`;
  const rows = [
    ["Document", fact.page],
    ["Section", fact.section],
    ["Place", place],
    ["Rule", h("code", {}, fact.rule)],
    ["Confidence", fact.confidence.toFixed(2)],
    [labelled("certainty"), closed("certainty", fact.certainty || "stated")],
    [labelled("polarity"), closed("polarity", fact.polarity || "affirmed")],
    fact.context && [labelled("inContextOf"), link(fact.context)],
    ...(fact.said || [])
      .filter(([key]) => pathway().qualifiers[key])
      .map(([key, value]) => [pathway().qualifiers[key], [value].flat().join("; ")]),
    ...(fact.values || []).map(([key, value]) => [
      labelled(key),
      value && value.id ? link(value) : String(value),
    ]),
  ];
  const others = found.facts.filter(
    (each) => each.id !== fact.id && each.start < fact.end && each.end > fact.start,
  );
  return h(
    "section.card",
    { "aria-label": "Fact" },
    h(
      "p.triple",
      {},
      link(fact.subject),
      h("span.predicate", {}, ` ${labelled(fact.predicate)} `),
      link(fact.object),
      isDenied(fact) && [" ", h("span.badge.bad", {}, "denied")],
    ),
    h(
      "details.facts-of",
      { open: WIDE.matches },
      h(
        "summary",
        {},
        `${place}, confidence ${fact.confidence.toFixed(2)}, by `,
        h("code", {}, fact.rule),
      ),
      h(
        "dl",
        {},
        rows
          .filter(Boolean)
          .filter(([, said]) => said !== "")
          .map(([name, said]) => [h("dt", {}, name), h("dd", { dir: "auto" }, said)]),
      ),
    ),
    others.length > 0 &&
      h(
        "details",
        {},
        h("summary", {}, `${count(others.length, "other fact")} from these words`),
        h(
          "ul",
          {},
          others.map((each) =>
            h(
              "li",
              {},
              h(
                "a",
                { href: beside(each), dir: "auto" },
                `${each.subject.label} \u2013 ${labelled(each.predicate)} \u2013 ${each.object.label}`,
              ),
            ),
          ),
        ),
      ),
  );
}

/** Return the fact *id* with its document and the key of that, or null. */
async function factOf(id) {
  const key = await documentOf(id, told.digits);
  const found = key && (await piece(`document/${key}`));
  const fact = found && found.facts.find((each) => each.id === id);
  return fact ? { fact, found, key } : null;
}

/** Show a *fact* beside the page, its document scrolled to its quote. */
function showBeside({ fact, found, key }) {
  const aside = document.getElementById("evidence");
  const alone = besides();
  const close = (event) => {
    // With a key held it opens elsewhere, as any link.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    closeBeside(alone);
  };
  show(
    aside,
    h(
      "div.head",
      {},
      h(
        "h2",
        { tabindex: "-1" },
        h(
          "a",
          { href: address(`document/${key}`, { fact: fact.id }), dir: "auto" },
          found.title,
        ),
      ),
      h("a.button", { href: alone, id: "close", click: close }, "Close"),
    ),
    card(fact, found),
    h(
      "div.source-text",
      { tabindex: "0", role: "region", "aria-label": "Text" },
      documentView(found, fact, beside),
    ),
  );
  aside.hidden = false;
  document.body.classList.add("beside");
  for (const each of document.querySelectorAll("#content [data-fact]")) {
    each.toggleAttribute("data-open", each.dataset.fact === fact.id);
  }
  reveal(aside);
  say(`Shown beside: ${fact.quote}`);
}

/** Scroll to the quote in *place*. */
function reveal(place) {
  const target = place.querySelector(".quoted");
  if (target) target.scrollIntoView({ block: "center" });
}

/** Take the document beside the page away. */
function hideBeside() {
  const aside = document.getElementById("evidence");
  aside.hidden = true;
  aside.replaceChildren();
  document.body.classList.remove("beside");
  for (const each of document.querySelectorAll("#content [data-open]"))
    each.removeAttribute("data-open");
}

/** Show the document *key* as a page of its own. */
async function documentPage(key, given) {
  const found = await piece(`document/${key}`);
  if (!found) return missing();
  const chosen =
    found.facts.find((each) => each.id === given.fact) ||
    found.findings.find(
      (each) => each.id === given.finding && each.start !== undefined,
    ) ||
    null;
  const href = (fact) => address(`document/${key}`, { fact: fact.id });
  const page = [
    h("h1", { dir: "auto" }, found.title),
    found.procedure &&
      h(
        "p",
        {},
        "About ",
        link(found.procedure),
        `, ${count(found.facts.length, "fact")}.`,
      ),
    chosen && chosen.predicate && h("div.sheet", {}, card(chosen, found)),
    found.findings.length > 0 &&
      h(
        "section",
        {},
        h("h2", {}, "Findings"),
        h(
          "ul.findings",
          {},
          found.findings.map((each) =>
            h(
              "li",
              {},
              severityBadge(each.severity),
              " ",
              each.start === undefined
                ? each.message
                : h(
                    "a",
                    { href: address(`document/${key}`, { finding: each.id }) },
                    each.message,
                  ),
            ),
          ),
        ),
      ),
    h("h2", {}, "Text"),
    documentView(found, chosen, href),
  ];
  return {
    title: found.title,
    page,
    after: () => chosen && reveal(document.getElementById("content")),
  };
}
