// Two to four procedures side by side, by link; what several share is marked.

const MOST_COMPARED = 4;

/** Show the procedures that *given* names side by side. */
async function comparePage(given, all) {
  const ids = all
    .filter(([key]) => key === "with")
    .map(([, id]) => id)
    .slice(0, MOST_COMPARED);
  const found = (await Promise.all(ids.map((id) => thing(id)))).filter(Boolean);
  const page = [
    h("h1", {}, "Procedures side by side"),
    await chooser(found),
    found.length > 1
      ? table(found)
      : h("p.faint", {}, `Choose ${found.length ? "one more" : "two to four"}.`),
  ];
  return { title: "Side by side", page };
}

function compared(found) {
  return address(
    "compare",
    found.map((each) => ["with", each.id]),
  );
}

async function chooser(found) {
  const { all } = await listed("procedures", 20);
  const left = all.filter((each) => !found.some((one) => one.id === each.id));
  const choice = h(
    "select",
    {
      id: "choice",
      change: () =>
        choice.value && (location.hash = compared([...found, { id: choice.value }])),
    },
    h("option", { value: "" }, "Choose\u2026"),
    left.map((each) => h("option", { value: each.id }, each.label)),
  );
  return h(
    "div.chooser.unprinted",
    {},
    h(
      "ul",
      {},
      found.map((each) =>
        h(
          "li",
          {},
          link(each),
          " ",
          h(
            "a.button",
            {
              href: compared(found.filter((one) => one !== each)),
              "aria-label": `Take ${each.label} away`,
            },
            "\u00d7",
          ),
        ),
      ),
    ),
    found.length < MOST_COMPARED &&
      h("p", {}, h("label", { for: "choice" }, "Add a procedure"), " ", choice),
  );
}

function table(found) {
  const cells = new Map(); // of predicate: of procedure: facts
  for (const each of found) {
    for (const fact of each.facts.filter(
      (one) =>
        one.subject.id === each.id || (one.context && one.context.id === each.id),
    )) {
      const key = fact.predicate;
      if (!cells.has(key)) cells.set(key, new Map());
      const row = cells.get(key);
      if (!row.has(each.id)) row.set(each.id, []);
      row.get(each.id).push(fact);
    }
  }
  const order = pathway().phases.flatMap((phase) =>
    phase.groups.flatMap((group) => group.links),
  );
  const rank = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
  const rows = [...cells.entries()].sort(
    ([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1),
  );
  return h(
    "div.wide.sheet",
    { tabindex: "0", role: "region", "aria-label": "Comparison" },
    h(
      "p.small",
      {},
      h("span.badge.accent", {}, "\u25c6 shared"),
      " is what is said of at least two of them.",
    ),
    h(
      "table.compare",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("td", {}),
          found.map((each) => h("th", { scope: "col" }, link(each))),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map(([key, row]) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, labelled(key)),
            found.map((each) =>
              h("td", {}, cell(row.get(each.id) || [], row, each)),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Return the *facts* of the procedure *of*, marked where others of the *row* have them. */
function cell(facts, row, of) {
  if (!facts.length) return h("span.faint", {}, "\u2013");
  const isShared = ([fact]) =>
    !isDenied(fact) &&
    [...row.entries()].some(
      ([other, some]) =>
        other !== of.id &&
        some.some((each) => each.object.id === fact.object.id && !isDenied(each)),
    );
  // What is said and what is denied of one thing stand apart.
  const groups = grouped(facts, (fact) => `${isDenied(fact)} ${fact.object.id}`);
  const weight = ([, same]) => (isShared(same) ? 0 : 1);
  groups.sort((a, b) => weight(a) - weight(b));
  const wrong = wrongCodes(of.findings);
  return h(
    "ul.facts",
    {},
    groups.map(([, same]) => {
      const isCode = same[0].predicate === pathway().code_claim;
      const made = isCode && !isDenied(same[0]) ? codeClaim(same, wrong) : item(same);
      if (isDenied(same[0])) made.prepend(h("span.badge.bad", {}, "denied"), " ");
      if (isShared(same)) {
        made.classList.add("both");
        made.prepend(
          h("span.badge.accent", {}, "\u25c6", h("span.heard", {}, " shared")),
          " ",
        );
      }
      return made;
    }),
  );
}
