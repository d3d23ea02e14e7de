// The first page, and the lists: procedures, documents, findings, hits.

/** Show what the build holds, and where to begin. */
async function startPage() {
  const isAlone = WAY === "left-out";
  const kinds = Object.entries(told.kinds)
    .filter(([type]) => !kindOf(type).collapses)
    .sort(([, a], [, b]) => b - a);
  const { all } = isAlone ? { all: [] } : await listed("procedures", 1);
  const grave =
    isAlone || !(told.findings.violation || told.findings.warning)
      ? []
      : (await listed("findings", 1)).all
          .filter((each) => each.severity === "violation")
          .slice(0, 5);
  const page = [
    h("h1", {}, "What documents say of procedures"),
    h(
      "p.lead",
      {},
      `${count(told.documents, "document")}, ${count(told.procedures, "procedure")}; ${hasEvidence() ? "every fact with the sentence it is from" : "links alone, as the build was written without evidence: no sentences, no doubts and nothing that a text denies"}.`,
    ),
    isAlone && elsewhere(""),
    grave.length > 0 &&
      h(
        "section",
        {},
        h("h2", {}, "What checks found wrong"),
        h(
          "div.sheet.bad",
          {},
          h("ul.facts", {}, grave.map(headline)),
          h("p.small", {}, h("a", { href: address("findings") }, "All findings")),
        ),
      ),
    !isAlone &&
      told.hubs.length > 0 &&
      h(
        "section",
        {},
        h("h2", {}, "What most procedures share"),
        h(
          "ul.cloud",
          {},
          told.hubs.map((each) =>
            h(
              "li",
              {},
              sign(each.type),
              " ",
              link(each),
              h("span.faint.small", {}, ` ${each.procedures}`),
            ),
          ),
        ),
      ),
    !isAlone &&
      h(
        "section",
        {},
        h("h2", {}, h("a", { href: address("procedures") }, "Procedures")),
        procedureList(all.slice(0, 60)),
      ),
    h(
      "section",
      {},
      h("h2", {}, "Kinds of things"),
      h(
        "ul.cloud",
        {},
        kinds.map(([type, number]) =>
          h(
            "li",
            {},
            sign(type),
            ` ${kindOf(type).plural} `,
            h("span.faint", {}, number.toLocaleString("en")),
          ),
        ),
      ),
    ),
    h(
      "section",
      {},
      h("h2", {}, "Keys"),
      h(
        "p",
        {},
        h("kbd", {}, "/"),
        " search, ",
        h("kbd", {}, "\u2191"),
        " ",
        h("kbd", {}, "\u2193"),
        " ",
        h("kbd", {}, "Enter"),
        " choose a hit, ",
        h("kbd", {}, "Esc"),
        " close what is open",
      ),
    ),
  ];
  return { title: "", page };
}

/** Tell whether the build was written with what stands behind its facts. */
function hasEvidence() {
  return told.evidence !== "none";
}

/** Return that of the build, written without evidence, *what* stands in *file* alone. */
function leftToFile(what, file) {
  return h(
    "p.sheet.warn",
    { id: "no-evidence" },
    `This build was written without evidence (--evidence none), and this page without ${what}. They are in `,
    h("code", {}, file),
    ".",
  );
}

const ALONE =
  "This page holds the overview alone; procgraph serve OUT serves the rest.";

/** Return how to see all of a build that is too large for a page, from *place* on. */
function elsewhere(place) {
  return h(
    "div.sheet.warn",
    { id: "left-out" },
    h("h2", {}, "This build is too large for one page"),
    h(
      "p",
      {},
      "All of it can be searched and read where it is served. On the machine with the build run",
    ),
    h("pre", { tabindex: "0" }, "procgraph serve OUT"),
    h(
      "p",
      {},
      "with the folder of the build in place of OUT, and open ",
      h("code", { dir: "auto" }, `/explorer${place}`),
      " at the address that it tells.",
    ),
  );
}

/** Return the *finding* in a line. */
function headline(finding) {
  const about = finding.about && finding.about.fact;
  const where = about
    ? [
        link(about.subject),
        ` ${labelled(about.predicate)} `,
        h("strong.bad-ink", {}, named(about.object)),
      ]
    : h("span", { dir: "auto" }, finding.message);
  return h(
    "li",
    {},
    severityBadge(finding.severity),
    " ",
    labelledCheck(finding),
    ": ",
    where,
  );
}

function procedureList(all) {
  return h(
    "ul.procedures",
    {},
    all.map((each) =>
      h(
        "li",
        {},
        link(each),
        h("span.faint.small", {}, ` ${count(each.facts, "fact")}`),
        ["violation", "warning"]
          .filter((severity) => each.findings[severity])
          .map((severity) => [
            " ",
            h(
              `span.badge.${GRAVE[severity]}`,
              {},
              `${SIGNS[severity]} ${each.findings[severity]}`,
              h("span.heard", {}, ` ${severity}`),
            ),
          ]),
      ),
    ),
  );
}

/** Show all procedures, from the page *given* on. */
async function proceduresPage(given) {
  const { all, more } = await listed(given.from || "procedures", 1);
  return {
    title: "Procedures",
    page: [
      h("h1", {}, "Procedures"),
      h("p.faint", {}, `${count(told.procedures, "procedure")}, by name.`),
      procedureList(all),
      next("procedures", more),
    ],
  };
}

function next(path, more) {
  return more
    ? h("p", {}, h("a.button", { href: address(path, { from: more }) }, "More"))
    : null;
}

/** Show all documents, with what became of their lines. */
async function documentsPage(given) {
  const { all, more } = await listed(given.from || "documents", 1);
  const statuses = Object.keys(pathway().lines);
  const row = (each) => {
    const total =
      Object.values(each.lines).reduce((sum, number) => sum + number, 0) || 1;
    return h(
      "tr",
      {},
      h(
        "th",
        { scope: "row" },
        h("a", { href: address(`document/${each.key}`), dir: "auto" }, each.title),
        h("div.small.faint", {}, each.names.join(", ")),
      ),
      h("td", {}, each.procedure && link(each.procedure)),
      h("td.number", {}, each.facts.toLocaleString("en")),
      h("td", {}, bar(each.lines, total, statuses)),
      h(
        "td",
        {},
        ["violation", "warning", "info"]
          .filter((severity) => each.findings[severity])
          .map((severity) => [
            h(
              `span.badge${GRAVE[severity] ? `.${GRAVE[severity]}` : ""}`,
              {},
              `${SIGNS[severity]} ${each.findings[severity]}`,
              h("span.heard", {}, ` ${severity}`),
            ),
            " ",
          ]),
      ),
    );
  };
  const head = ["Document", "About", "Facts", "Lines", "Findings"].map((words, at) =>
    h(`th${at === 2 ? ".number" : ""}`, { scope: "col" }, words),
  );
  if (!hasEvidence()) {
    const note = leftToFile("documents", "extractions.jsonl");
    return { title: "Documents", page: [h("h1", {}, "Documents"), note] };
  }
  const page = [
    h("h1", {}, "Documents"),
    h(
      "p.faint",
      {},
      `${count(told.texts, "text")}. Open one to see what became of each of its lines.`,
    ),
    h(
      "p.legend.small",
      {},
      statuses.map((status) => [
        h("span.badge", {}, swatch(status), ` ${pathway().lines[status]}`),
        " ",
      ]),
    ),
    h(
      "div.wide",
      { tabindex: "0", role: "region", "aria-label": "Documents" },
      h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, all.map(row))),
    ),
    next("documents", more),
  ];
  return { title: "Documents", page };
}

function bar(lines, total, statuses) {
  let at = 0;
  const told_ = statuses
    .filter((status) => lines[status])
    .map((status) => `${pathway().lines[status]}: ${lines[status]}`)
    .join(", ");
  return svg(
    "svg.bar",
    { viewBox: "0 0 160 12", width: 160, height: 12, role: "img", "aria-label": told_ },
    svg("title", {}, told_),
    statuses.map((status) => {
      const width = (160 * (lines[status] || 0)) / total;
      const part = width
        ? svg(`rect.line-${status}`, {
            x: round(at),
            y: 0,
            width: round(width),
            height: 12,
          })
        : null;
      at += width;
      return part;
    }),
  );
}

/** Show all findings, the gravest first. */
async function findingsPage(given) {
  const { all, more } = await listed(given.from || "findings", 1);
  const groups = ["violation", "warning", "info"].map((severity) => [
    severity,
    all.filter((each) => each.severity === severity),
  ]);
  const page = [
    h("h1", {}, "Findings"),
    h(
      "p.faint",
      {},
      Object.keys(SIGNS)
        .filter((severity) => told.findings[severity])
        .map(
          (severity) => `${severity}: ${told.findings[severity].toLocaleString("en")}`,
        )
        .join(", ") || "None.",
    ),
    !hasEvidence() &&
      Object.keys(told.findings).length > 0 &&
      leftToFile("findings", "findings.jsonl"),
    groups
      .filter(([, some]) => some.length)
      .map(([severity, some]) =>
        h("section", {}, h("h2", {}, severityBadge(severity)), some.map(findingSheet)),
      ),
    next("findings", more),
  ];
  return { title: "Findings", page };
}

/** Show all that is called like *words*, by kind. */
async function hitsPage(words) {
  const hits = await search(words, 200);
  const groups = grouped(hits, (hit) => hit[2]);
  const page = [
    h("h1", { dir: "auto" }, `\u201c${words}\u201d`),
    h(
      "p.faint",
      {},
      hits.length === 200 ? "The first 200 hits." : count(hits.length, "hit"),
      told.unsearched > 0 &&
        ` ${count(told.unsearched, "sentence")} of which little is said cannot be searched for.`,
    ),
    groups.map(([type, some]) =>
      h(
        "section",
        {},
        h(
          "h2",
          {},
          sign(type),
          " ",
          kindOf(type).plural,
          h("span.faint.small", {}, ` ${some.length}`),
        ),
        h(
          "ul.hits",
          {},
          some.map(([id, label, , facts, others]) =>
            h(
              "li",
              {},
              h("a", { href: addressOf(id), dir: "auto" }, label),
              h(
                "span.faint.small",
                {},
                ` ${count(facts, "fact")}${others.length ? `, also ${others.join("; ")}` : ""}`,
              ),
            ),
          ),
        ),
      ),
    ),
  ];
  return { title: words, page };
}

/** Show that there is nothing here, or that what is there is not in this page. */
function missing() {
  if (WAY === "left-out") {
    return {
      title: "Not in this page",
      page: [
        h("h1", {}, "This is not in this page"),
        h("p", {}, ALONE),
        elsewhere(location.hash),
        h("p", {}, h("a", { href: "#/" }, "To the start")),
      ],
    };
  }
  return {
    title: "Not found",
    page: [
      h("h1", {}, "Nothing is here"),
      h("p", {}, "No thing, document or fact of this build has that address."),
      h("p", {}, h("a", { href: "#/" }, "To the start")),
    ],
  };
}
