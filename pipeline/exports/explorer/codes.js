// Codes that documents give, and what checks found: a claim is shown as no more than that.

const GRAVE = { violation: "bad", warning: "warn", info: "" };
const SIGNS = { violation: "\u2716", warning: "\u26a0", info: "\u2139" };

/** Return a badge for a severity. */
function severityBadge(severity) {
  const look = GRAVE[severity] ? `.${GRAVE[severity]}` : "";
  return h(`span.badge${look}`, {}, `${SIGNS[severity] || ""} ${severity}`);
}

/** Return the *finding* with both sides. */
function findingSheet(finding) {
  const about = finding.about && finding.about.fact;
  const against = finding.conflicts || [];
  const hasSides = about && against.length > 0;
  return h(
    `article.sheet.finding${GRAVE[finding.severity] ? `.${GRAVE[finding.severity]}` : ""}`,
    { id: `finding-${finding.id}` },
    h(
      "h3",
      {},
      severityBadge(finding.severity),
      " ",
      labelledCheck(finding),
      about && [
        ": ",
        link(about.subject),
        ` ${labelled(about.predicate)} `,
        h(
          "span",
          { class: finding.severity === "violation" ? "bad-ink" : "" },
          named(about.object),
        ),
      ],
    ),
    h("p", { dir: "auto" }, finding.message),
    hasSides
      ? h(
          "div.sides",
          {},
          side("The document says", about),
          against.map((each) => side("Against it", each.fact, each.node)),
        )
      : about && h("ul.facts", {}, quoted(about, null)),
    !about &&
      finding.about &&
      finding.about.node &&
      h("p", {}, "About ", link(finding.about.node)),
    (finding.suggested || []).length > 0 &&
      h(
        "p",
        {},
        h("strong", {}, "Codes worth a look: "),
        finding.suggested.map((each, at) => [
          at ? ", " : "",
          each.node ? h("a", { href: addressOf(each.node.id) }, named(each.node)) : "",
        ]),
        h("span.faint", {}, " (for a person to look at; no advice to use them)"),
      ),
    h(
      "p.small.faint",
      {},
      finding.documents.map((each, at) => [
        at ? ", " : "",
        each.key
          ? h(
              "a",
              { href: address(`document/${each.key}`, { finding: finding.id }) },
              each.name,
            )
          : each.name,
      ]),
    ),
  );
}

/** Return the name of the check of *finding* in words. */
function labelledCheck(finding) {
  const words = finding.check.toLowerCase().replaceAll("_", " ");
  return words[0].toUpperCase() + words.slice(1);
}

/** Return what the thing is called, a code with its system. */
function named(thing) {
  return thing.codingSystem ? `${thing.codingSystem} ${thing.label}` : thing.label;
}

function side(title, fact, thing) {
  const values = fact ? fact.values || [] : thing.values || [];
  const facets = values.filter(([, value]) => value && value.id && !value.codingSystem);
  const rest = values.filter(([, value]) => value !== null && !(value && value.id));
  const sources = rest.filter(([, value]) => /^https?:/.test(String(value)));
  const others = rest.filter((each) => !sources.includes(each));
  return h(
    "div.side",
    {},
    h("h4", {}, fact ? title : "References say"),
    fact &&
      h(
        "ul.facts",
        {},
        quoted(fact, [
          link(fact.subject),
          ` ${labelled(fact.predicate)} `,
          named(fact.object),
        ]),
      ),
    thing && h("p", {}, link(thing)),
    facets.length > 0 &&
      h(
        "p",
        {},
        facets.map(([, value]) => [h("span.badge", {}, value.label), " "]),
      ),
    others.length > 0 &&
      h(
        "dl",
        {},
        others.map(([key, value]) => [
          h("dt", {}, labelled(key)),
          h("dd", { dir: "auto" }, plain(value)),
        ]),
      ),
    sources.length > 0 && [
      h("p.small.faint", {}, "References:"),
      h(
        "ul.small",
        {},
        sources.map(([, value]) => h("li", {}, outward(String(value)))),
      ),
    ],
  );
}

/** Return *value* as a reader says it. */
function plain(value) {
  return value === true ? "yes" : value === false ? "no" : String(value);
}

/** Return the ids of the codes that *findings* find in conflict with references. */
function wrongCodes(findings) {
  return new Set(
    findings
      .filter((each) => each.severity === "violation" && each.about && each.about.fact)
      .map((each) => each.about.fact)
      .filter((fact) => fact.predicate === pathway().code_claim)
      .map((fact) => fact.object.id),
  );
}

/** Return the codes that *facts* claim, each with what its check came to. */
function codeClaims(facts, findings) {
  const claims = facts.filter((fact) => fact.predicate === pathway().code_claim);
  if (!claims.length) return null;
  const wrong = wrongCodes(findings);
  return h(
    "ul.facts.codes",
    {},
    grouped(claims, (fact) => fact.object.id).map(([, same]) => codeClaim(same, wrong)),
  );
}

/** Return an item for the *facts* that claim one code, in conflict if *wrong* has it. */
function codeClaim(facts, wrong) {
  const [{ object: code }] = facts;
  const isWrong = wrong.has(code.id);
  const state = isWrong
    ? h("span.badge.bad", {}, "\u2716 conflicts with references")
    : facts.some((fact) => fact.confirmed)
      ? h("span.badge.ok", {}, "\u2714 confirmed by references")
      : h("span.badge.warn", {}, "claimed, not confirmed");
  return h(
    `li.fact${isWrong ? ".wrong" : ""}`,
    {},
    h("a", { href: addressOf(code.id) }, named(code)),
    " ",
    state,
    facts.map((fact, at) => [
      " ",
      source(fact, facts.length > 1 ? `\u275d${at + 1}` : null),
    ]),
  );
}
