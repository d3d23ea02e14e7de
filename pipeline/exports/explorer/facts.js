// Facts in lists: what they lead to, how firmly it is said, and where.

/** Tell whether the text denies the *fact*. */
function isDenied(fact) {
  return fact.polarity === "negated";
}

/** Return the address of this page with the *fact* beside it. */
function beside(fact) {
  return besides([["fact", fact.id]]);
}

/** Return the address of this page with what is *given* beside it, and no other fact. */
function besides(given = []) {
  const { path, all } = route();
  // Pairs, since a key may be there several times.
  return address(path, [...all.filter(([key]) => key !== "fact"), ...given]);
}

/** Return a link to where the *fact* is said. */
function source(fact, words) {
  if (!fact.document) return null;
  const isOpen = route().given.fact === fact.id;
  return h(
    "a.source",
    {
      href: beside(fact),
      title: fact.quote,
      "data-place": [fact.page, fact.section].filter(Boolean).join(", "),
      "aria-label": `Where it is said: ${fact.quote}`,
      "aria-current": isOpen ? "true" : null,
      "data-fact": fact.id,
    },
    words || "\u275d",
  );
}

/** Return how the text hedges the *fact*: firmness, frequency, condition, and more. */
function hedges(fact) {
  const parts = [];
  const firm = pathway().certainty[fact.certainty];
  if (firm) parts.push(h("span.badge.warn", {}, firm));
  for (const [key, value] of fact.said || []) {
    const name = pathway().qualifiers[key];
    if (!name) continue;
    if (key === "action") {
      if (value !== "do") parts.push(h("span.badge.bad", {}, closed("action", value)));
      continue;
    }
    const words = Array.isArray(value) ? value.join("; ") : String(value);
    parts.push(
      h(
        "span.hedge",
        {},
        h("span.faint", {}, `${name}: `),
        h("span", { dir: "auto" }, words),
      ),
    );
  }
  return parts.length
    ? h(
        "span.hedges",
        {},
        parts.flatMap((each) => [" ", each]),
      )
    : null;
}

/** Return *facts* in groups by what *key* gives for each, in order of the first. */
function grouped(facts, key) {
  const groups = new Map();
  for (const fact of facts) {
    const name = key(fact);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(fact);
  }
  return [...groups.entries()];
}

/** Return an item for the *facts* that lead to one thing, with what is *within* it. */
function item(facts, end = "object", within = null) {
  const [first] = facts;
  const named = first[end];
  const many = facts.length > 1;
  const head =
    isSentence(named) && first.document
      ? h(
          "a.plainly",
          { href: beside(first), dir: "auto", "data-fact": first.id },
          named.label,
        )
      : link(named);
  const said = new Map();
  for (const fact of facts) {
    const told = hedges(fact);
    if (told && !said.has(told.textContent)) said.set(told.textContent, told);
  }
  return h(
    "li.fact",
    {},
    head,
    [...said.values()],
    facts.map((fact, at) => [" ", source(fact, many ? `\u275d${at + 1}` : null)]),
    within,
  );
}

/** Return a list of what *facts* lead to, each thing once. */
function items(facts, end = "object") {
  return h(
    "ul.facts",
    {},
    grouped(facts, (fact) => fact[end].id).map(([, same]) => item(same, end)),
  );
}

/** Return *fact* with its whole quote: used where the words matter most. */
function quoted(fact, head) {
  return h(
    "li.fact",
    {},
    head,
    hedges(fact),
    fact.quote &&
      h(
        "blockquote",
        {},
        h(
          "a.quote",
          { href: beside(fact), "data-fact": fact.id, dir: "auto" },
          ...marked(fact),
        ),
        h(
          "span.small.faint",
          {},
          ` ${fact.page}${fact.section ? `, ${fact.section}` : ""}`,
        ),
      ),
  );
}

/** Return the words of the quote of *fact*, with its mention marked. */
function marked(fact) {
  if (!fact.mark) return [fact.quote];
  const [start, end] = fact.mark.map((at) => at - fact.start);
  return [
    fact.quote.slice(0, start),
    h("mark", {}, fact.quote.slice(start, end)),
    fact.quote.slice(end),
  ];
}
