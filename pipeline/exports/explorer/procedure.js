// The page of a procedure: the way a patient goes, phase by phase.

/** Return the page of the procedure *found*. */
function procedurePage(found) {
  const own = found.facts.filter((fact) => fact.subject.id === found.id);
  const within = found.facts.filter(
    (fact) =>
      fact.context && fact.context.id === found.id && fact.subject.id !== found.id,
  );
  const byOthers = found.facts.filter(
    (fact) => fact.object.id === found.id && !within.includes(fact),
  );
  const others = byOthers.filter((fact) => !isDenied(fact));
  const denied = [...own, ...within, ...byOthers].filter(isDenied);
  const affirmed = own.filter((fact) => !isDenied(fact));
  const inside = within.filter((fact) => !isDenied(fact));
  const details = new Map(grouped(inside, (fact) => fact.subject.id));
  const phases = pathway()
    .phases.map((phase) => ({
      phase,
      groups: groupsOf(phase, affirmed, details, found.findings),
    }))
    .filter((each) => each.groups.length);
  const left = [...leftOver(affirmed, details), ofOthers(affirmed, details)].filter(
    Boolean,
  );
  const grave = found.findings.filter((each) => each.severity !== "info");
  return [
    h(
      "p.crumbs.small",
      {},
      kindBadge(found.type),
      " ",
      found.alt.length > 0 &&
        h("span.faint", { dir: "auto" }, `also called ${found.alt.join("; ")}`),
    ),
    h("h1", { dir: "auto" }, found.label),
    h(
      "p.faint",
      {},
      summary(found),
      " ",
      h(
        "a.unprinted",
        { href: address("compare", [["with", found.id]]) },
        "Compare with others",
      ),
      h("span.unprinted", {}, " \u00b7 "),
      h(
        "a.unprinted",
        { href: address("graph", { around: found.id }) },
        "See as a graph",
      ),
    ),
    codesAtTop(own, found.findings, grave),
    h(
      "nav.way.unprinted",
      { "aria-label": "Phases" },
      h(
        "ol",
        {},
        phases.map(({ phase }) =>
          h(
            "li",
            {},
            h(
              "button",
              { type: "button", click: () => jump(`phase-${phase.id}`) },
              phase.title,
            ),
          ),
        ),
      ),
    ),
    phases.map(({ phase, groups }) =>
      h(
        "section.phase",
        {
          id: `phase-${phase.id}`,
          tabindex: "-1",
          "aria-labelledby": `title-${phase.id}`,
        },
        h("h2", { id: `title-${phase.id}` }, phase.title),
        h("div.groups", {}, groups),
      ),
    ),
    timeline(affirmed),
    denied.length > 0 &&
      h(
        "section.phase",
        {},
        h("h2", {}, "The text denies"),
        h("p.faint", {}, "What is said not to be so."),
        h(
          "div.sheet.denied",
          {},
          h(
            "ul.facts",
            {},
            denied.map((fact) =>
              quoted(fact, [
                h("span.badge.bad", {}, "denied"),
                " ",
                fact.subject.id !== found.id && [link(fact.subject), " "],
                `${labelled(fact.predicate)} `,
                link(fact.object),
              ]),
            ),
          ),
        ),
      ),
    left.length > 0 &&
      h("section.phase", {}, h("h2", {}, "Also said"), h("div.groups", {}, left)),
    others.length > 0 &&
      h(
        "section.phase",
        {},
        h("h2", {}, "Where others speak of it"),
        h(
          "div.sheet",
          {},
          grouped(others, (fact) => fact.predicate).map(([predicate, same]) => [
            h("h3", {}, `${labelled(predicate)} this`),
            items(same, "subject"),
          ]),
        ),
      ),
    mappingsOf(found),
    found.findings.length > grave.length &&
      h(
        "section",
        {},
        h("h2", {}, "Notes of checks"),
        found.findings.filter((each) => each.severity === "info").map(findingSheet),
      ),
    moreFacts(found),
  ];
}

function summary(found) {
  const pages = new Set(found.facts.map((fact) => fact.document).filter(Boolean));
  return `${count(found.facts.length, "fact")}${found.more ? " and more" : ""}${pages.size ? ` from ${count(pages.size, "document")}` : ""}.`;
}

/** Return the codes with their checks, and what is wrong, before all else. */
function codesAtTop(own, findings, grave) {
  const codes = codeClaims(own, findings);
  if (!codes && !grave.length) return null;
  const wrong = grave.filter((each) => each.severity === "violation");
  const doubtful = grave.filter((each) => each.severity !== "violation");
  return h(
    "section.codes-box",
    { "aria-label": "Codes and checks" },
    h("h2.heard", {}, "Codes and checks"),
    codes,
    wrong.map(findingSheet),
    doubtful.length > 0 &&
      h(
        "details.sheet.warn",
        {},
        h(
          "summary",
          {},
          severityBadge("warning"),
          ` ${count(doubtful.length, "warning")}: ${[...new Set(doubtful.map(labelledCheck))].join(", ")}`,
        ),
        doubtful.map(findingSheet),
      ),
  );
}

function groupsOf(phase, facts, details, findings) {
  return phase.groups
    .map((group) => {
      const some = facts.filter(
        (fact) =>
          group.links.includes(fact.predicate) &&
          (!group.phase || fact.object.phase === group.phase),
      );
      if (!some.length) return null;
      const body = group.is_ordered
        ? steps(some, details)
        : isOfCodes(group)
          ? codeClaims(some, findings)
          : detailed(some, details);
      return h(
        `div.sheet.group${group.is_ordered ? ".ordered" : ""}`,
        {},
        h(
          "h3",
          {},
          group.title,
          h(
            "span.faint.small",
            {},
            ` ${new Set(some.map((fact) => fact.object.id)).size}`,
          ),
        ),
        body,
      );
    })
    .filter(Boolean);
}

function isOfCodes(group) {
  return group.links.includes(pathway().code_claim);
}

/** Return a list of what *facts* lead to, each thing with its *details* under it. */
function detailed(facts, details) {
  return h(
    "ul.facts",
    {},
    grouped(facts, (fact) => fact.object.id).map(([id, same]) =>
      item(same, "object", uses(details.get(id), labelledUse)),
    ),
  );
}

/** Return what *facts* say of the thing above them, each as *named*, or null. */
function uses(facts, named) {
  if (!facts) return null;
  return h(
    "div.uses",
    {},
    grouped(facts, (fact) => `${fact.predicate} ${fact.object.id}`).map(([, same]) =>
      h(
        "span.use",
        {},
        named(same[0]),
        hedgesOnce(same),
        same.map((fact, at) => [
          " ",
          source(fact, same.length > 1 ? `\u275d${at + 1}` : null),
        ]),
      ),
    ),
  );
}

/** Return how the text hedges *facts*, what is alike once. */
function hedgesOnce(facts) {
  const said = facts.map(hedges).filter(Boolean);
  return grouped(said, (each) => each.textContent).map(([, [first]]) => first);
}

function labelledUse({ predicate, object }) {
  return [h("span.faint", {}, `${labelled(predicate)}: `), link(object)];
}

function signedUse({ predicate, object }) {
  return [sign(object.type, 12), " ", link(object, { title: labelled(predicate) })];
}

/** Return the steps in order, a list for each document, with what each one uses. */
function steps(facts, details) {
  const pages = grouped(facts, (fact) => fact.document);
  return pages.map(([, same]) => [
    pages.length > 1 && h("h4.small.faint", {}, same[0].page),
    h(
      "ol.steps",
      {},
      grouped(
        [...same].sort((a, b) => (a.object.stepIndex || 0) - (b.object.stepIndex || 0)),
        (fact) => fact.object.id,
      ).map(([id, one]) => {
        const isSometimes = one[0].object.obligation === "conditional";
        const made = item(one, "object", uses(details.get(id), signedUse));
        if (isSometimes) made.classList.add("sometimes");
        return made;
      }),
    ),
  ]);
}

/** Return groups for the facts that no phase has, each thing with its *details*. */
function leftOver(facts, details) {
  const placed = (fact) =>
    pathway().phases.some((phase) =>
      phase.groups.some(
        (group) =>
          group.links.includes(fact.predicate) &&
          (!group.phase || fact.object.phase === group.phase),
      ),
    );
  return grouped(
    facts.filter((fact) => !placed(fact)),
    (fact) => fact.predicate,
  ).map(([predicate, same]) =>
    h("div.sheet.group", {}, h("h3", {}, labelled(predicate)), detailed(same, details)),
  );
}

/** Return a group for the *details* of what is not among what *facts* lead to. */
function ofOthers(facts, details) {
  const isCode = (fact) => fact.predicate === pathway().code_claim;
  const shown = new Set(
    facts.filter((fact) => !isCode(fact)).map((fact) => fact.object.id),
  );
  const left = [...details].filter(([id]) => !shown.has(id));
  if (!left.length) return null;
  return h(
    "div.sheet.group",
    {},
    h("h3", {}, "Of other things"),
    h(
      "ul.facts",
      {},
      left.map(([, same]) =>
        h("li.fact", {}, link(same[0].subject), uses(same, labelledUse)),
      ),
    ),
  );
}

/** Go to the part of the page with *id*, the focus too. */
function jump(id) {
  const place = document.getElementById(id);
  place.scrollIntoView({ block: "start" });
  place.focus({ preventScroll: true });
}

function moreFacts(found) {
  return found.more
    ? h(
        "p",
        {},
        h(
          "a.button",
          { href: address(`thing/${found.id}`, { all: "1" }) },
          "Load all facts",
        ),
      )
    : null;
}
