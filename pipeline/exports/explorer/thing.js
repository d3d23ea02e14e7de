// The page of any other thing: who shares it, through which link, and what it is elsewhere.

const MOST_KINDS = 20;
const SHOWN_AT_ONCE = 60;

/** Show the page of the thing *id*. */
async function thingPage(id, given) {
  const found = await thing(id, given.all ? Infinity : 10);
  if (!found) return missing();
  if (found.type === procedureType())
    return { title: named(found), page: procedurePage(found) };
  // What is said of a kind of this is said of this too, and shown as what it is said of.
  const kinds = (
    await Promise.all(
      (found.narrower || []).slice(0, MOST_KINDS).map((each) => thing(each.id, 3)),
    )
  ).filter(Boolean);
  const page = otherPage(found, kinds);
  return { title: named(found), page };
}

function otherPage(found, kinds) {
  const roles = found.types.filter((each) => each !== found.type);
  const said = [
    ...found.facts.map((fact) => ({ fact, of: found })),
    ...kinds.flatMap((kind) =>
      kind.facts
        .filter((fact) => fact.object.id === kind.id)
        .map((fact) => ({ fact, of: kind })),
    ),
  ];
  const denied = said.filter(({ fact }) => isDenied(fact));
  const affirmed = said.filter(({ fact }) => !isDenied(fact));
  const shared = new Set(
    affirmed
      .map(({ fact, of }) => procedureIn(fact, of.id))
      .filter(Boolean)
      .map((each) => each.id),
  );
  const values = found.values.filter(([key]) => key !== "source");
  const sources = found.values.filter(([key]) => key === "source");
  return [
    h(
      "p.crumbs.small",
      {},
      kindBadge(found.type),
      roles.map((each) => [" ", h("span.badge.accent", {}, labelled(each))]),
    ),
    h("h1", { dir: "auto" }, named(found)),
    found.alt.length > 0 &&
      h("p.faint", { dir: "auto" }, `also called ${found.alt.join("; ")}`),
    h(
      "p.faint",
      {},
      `${count(found.facts.length, "fact")}${found.more ? " and more" : ""}. `,
      shared.size > 1 &&
        h("strong", {}, `${count(shared.size, "procedure")} share it. `),
      h(
        "a.unprinted",
        { href: address("graph", { around: found.id }) },
        "See as a graph",
      ),
    ),
    kinds.length > 0 &&
      h(
        "p",
        {},
        "With what is a kind of it: ",
        kinds.map((each, at) => [at ? ", " : "", link(each)]),
        ".",
      ),
    found.findings.length > 0 &&
      h(
        "section",
        {},
        h("h2", {}, "What checks found"),
        found.findings.map(findingSheet),
      ),
    grouped(affirmed, ({ fact, of }) => `${partOf(fact, of.id)} ${fact.predicate}`).map(
      ([, same]) => relation(same, found),
    ),
    denied.length > 0 &&
      h(
        "section",
        {},
        h("h2", {}, "The text denies"),
        h(
          "div.sheet.denied",
          {},
          h(
            "ul.facts",
            {},
            denied.map(({ fact, of }) =>
              quoted(fact, [
                h("span.badge.bad", {}, "denied"),
                " ",
                headOf(fact, of.id),
              ]),
            ),
          ),
        ),
      ),
    mappingsOf(found),
    (values.length > 0 || sources.length > 0) &&
      h(
        "section",
        {},
        h("h2", {}, "Details"),
        h(
          "dl.sheet",
          {},
          values.map(([key, value]) => [
            h("dt", {}, labelled(key)),
            h("dd", { dir: "auto" }, valueOf(key, value)),
          ]),
          sources.length > 0 && [
            h("dt", {}, "References"),
            sources.map(([, value]) => h("dd", {}, outward(String(value)))),
          ],
        ),
      ),
    moreFacts(found),
    h("p.small.faint", {}, h("code", {}, found.iri)),
  ];
}

function valueOf(key, value) {
  if (value && value.id) return link(value);
  return told.words.labels[`${key}/${value}`] || outward(plain(value));
}

/** Return the part that the thing *id* has in *fact*. */
function partOf(fact, id) {
  return fact.subject.id === id
    ? "subject"
    : fact.object.id === id
      ? "object"
      : "context";
}

/** Return the procedure that *fact* is of, other than *id*. */
function procedureIn(fact, id) {
  const ends = [fact.subject, fact.object, fact.context].filter(Boolean);
  return ends.find((each) => each.id !== id && each.type === procedureType()) || null;
}

function headOf(fact, id) {
  const part = partOf(fact, id);
  const context =
    fact.context && fact.context.id !== id && fact.context.id !== fact.subject.id
      ? [h("span.faint", {}, " in "), link(fact.context)]
      : null;
  if (part === "subject")
    return [`${labelled(fact.predicate)} `, link(fact.object), context];
  if (part === "object")
    return [link(fact.subject), ` ${labelled(fact.predicate)}`, context];
  return [link(fact.subject), ` ${labelled(fact.predicate)} `, link(fact.object)];
}

/** Return what one link says of the thing *found*: by procedure, each with quotes. */
function relation(said, found) {
  const [first] = said;
  const part = partOf(first.fact, first.of.id);
  const end = part === "subject" ? "object" : "subject";
  const headFor = ({ fact, of }) => procedureIn(fact, of.id) || fact[end];
  const groups = grouped(said, (each) => headFor(each).id);
  const isOfProcedures = said.every(({ fact, of }) => procedureIn(fact, of.id));
  const label = labelled(first.fact.predicate);
  return h(
    "section.relation",
    {},
    h(
      "h2",
      {},
      part === "subject"
        ? label
        : [h("span.faint", {}, `\u2026 ${label} `), found.label],
      h(
        "span.faint.small",
        {},
        ` ${isOfProcedures ? count(groups.length, "procedure") : groups.length}`,
      ),
    ),
    inParts(groups, ([, same]) => {
      const head = headFor(same[0]);
      return h(
        "li.sheet",
        {},
        h("p.who", {}, sign(head.type), " ", link(head)),
        h(
          "ul.facts",
          {},
          same.map(({ fact, of }) =>
            quoted(fact, [
              of !== found &&
                h("span.small", {}, h("span.faint", {}, "as "), link(of), " "),
              ...through(fact, head, of.id),
            ]),
          ),
        ),
      );
    }),
  );
}

/** Return a list of *all*, each as *made* of it, of which so many are shown at a time. */
function inParts(all, made) {
  const list = h("ul.shared", {}, all.slice(0, SHOWN_AT_ONCE).map(made));
  if (all.length <= SHOWN_AT_ONCE) return list;
  let shown_ = SHOWN_AT_ONCE;
  const left = () =>
    `Show ${Math.min(SHOWN_AT_ONCE, all.length - shown_)} more of ${all.length.toLocaleString("en")}`;
  const button = h(
    "button",
    {
      type: "button",
      click: () => {
        const more = all.slice(shown_, shown_ + SHOWN_AT_ONCE).map(made);
        list.append(...more);
        shown_ += more.length;
        button.textContent = left();
        button.hidden = shown_ >= all.length;
        more[0].querySelector("a").focus();
      },
    },
    left(),
  );
  return [list, h("p", {}, button)];
}

/** Return between what the fact links, where that is not the head of its group. */
function through(fact, head, id) {
  const ends = [fact.subject, fact.object].filter(
    (each) => each.id !== id && each.id !== head.id,
  );
  return ends.map((each) =>
    h("span.small", {}, h("span.faint", {}, `${labelled(each.type)}: `), link(each)),
  );
}

/** Return what the thing is in terminologies, each with the reason. */
function mappingsOf(found) {
  const { mappings = [], candidates = [] } = found;
  if (!mappings.length && !candidates.length) return null;
  const row = (each) => {
    const method = pathway().methods[each.method] || each.method;
    return h(
      "tr",
      {},
      h(
        "td",
        {},
        each.predicate
          ? pathway().mappings[each.predicate] || each.predicate
          : "may be",
      ),
      h("th", { scope: "row" }, each.label, " ", h("code", {}, each.id)),
      h(
        "td",
        {},
        each.reason ||
          `\u201c${each.matched}\u201d (${pathway().parts[each.part] || each.part}) and \u201c${each.name}\u201d: ${method}`,
        each.author && ` (${each.author}${each.date ? `, ${each.date}` : ""})`,
      ),
      h("td.number", {}, each.confidence.toFixed(2)),
      h("td", {}, `${each.source} ${each.version}`),
    );
  };
  const head = ["This", "Term", "Why", "Confidence", "Terminology"].map((words) =>
    h("th", { scope: "col" }, words),
  );
  return h(
    "section",
    {},
    h("h2", {}, "In terminologies"),
    h(
      "div.wide.sheet",
      { tabindex: "0", role: "region", "aria-label": "In terminologies" },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, head)),
        h("tbody", {}, mappings.map(row), candidates.map(row)),
      ),
    ),
  );
}
