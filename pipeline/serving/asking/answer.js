/** An answer on the page. All that comes from documents is set as text. */

const SHOWN = 200; // rows at first, and with each wish for more
const LABELLED = 300; // things whose names are looked up at a time

/**
 * Make an element.
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} content
 * @returns {HTMLElement}
 */
function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/**
 * Return a cell of the table.
 * @param {{type: string, value: any} | undefined} term
 * @param {object} known what the page knows
 * @returns {HTMLElement}
 */
function cell(term, known) {
  const made = element("td", { dir: "auto" });
  if (isNumber(term)) made.className = "number";
  if (!term || term.type !== "uri") {
    made.textContent = plain(term);
    return made;
  }
  const words = shortened(term.value, known.prefixes);
  const href = target(term.value, known);
  const inner = element(href ? "a" : "span", { title: term.value, "data-iri": term.value }, words);
  if (href) inner.setAttribute("href", href);
  if (WEB.test(href)) inner.setAttribute("rel", "noopener noreferrer");
  made.append(inner);
  return made;
}

/**
 * Show rows in a table, the first at once and more at a wish.
 * @param {HTMLElement} place
 * @param {string[]} columns
 * @param {Record<string, object>[]} rows
 * @param {object} known
 * @param {(links: Element[]) => void} named is called with the links of new rows
 */
function showRows(place, columns, rows, known, named) {
  const isNumeric = (term) => !term || isNumber(term);
  const numeric = new Set(
    columns.filter((name) => rows.length && rows.every((row) => isNumeric(held(row, name)))),
  );
  const head = element("tr");
  for (const name of columns) {
    const made = element("th", { scope: "col" }, name);
    if (numeric.has(name)) made.className = "number";
    head.append(made);
  }
  const body = element("tbody");
  const caption = element("caption", { class: "heard" }, "Answer");
  const table = element("table", {}, caption, element("thead", {}, head), body);
  const frame = { class: "wide", role: "region", tabindex: "0", "aria-label": "Rows of the answer" };
  const more = element("button", { type: "button" });

  const show = () => {
    const begun = body.childElementCount;
    const fresh = rows.slice(begun, begun + SHOWN);
    body.append(
      ...fresh.map((row) => element("tr", {}, ...columns.map((name) => cell(held(row, name), known)))),
    );
    const left = rows.length - body.childElementCount;
    more.hidden = left === 0;
    more.textContent = `Show ${Math.min(left, SHOWN).toLocaleString("en")} of ${left.toLocaleString("en")} more rows`;
    named([...body.querySelectorAll("[data-iri]:not([data-named])")]);
    if (begun) body.children[begun]?.querySelector("a")?.focus();
  };
  more.addEventListener("click", show);
  place.replaceChildren(element("div", frame, table), more);
  show();
}

/**
 * Put names of things in place of their IRIs, where the graph has some.
 * @param {Element[]} links
 * @param {string} identifiers how IRIs of things begin
 * @param {(text: string) => Promise<object>} ask
 */
async function nameThings(links, identifiers, ask) {
  const wanted = links.filter((link) => link.dataset.iri.startsWith(identifiers));
  const iris = [...new Set(wanted.map((link) => link.dataset.iri))]
    .filter((iri) => !/[<>"{}|^`\\\s]/.test(iri))
    .slice(0, LABELLED);
  for (const link of wanted) link.dataset.named = "";
  if (!iris.length) return;
  const values = iris.map((iri) => `<${iri}>`).join(" ");
  const text = `SELECT ?thing (MIN(?label) AS ?name) { VALUES ?thing { ${values} } ?thing rdfs:label|dcterms:title ?label } GROUP BY ?thing`;
  const found = await ask(text);
  const names = new Map(found.results.bindings.map((row) => [row.thing?.value, row.name?.value]));
  for (const link of wanted) {
    const name = names.get(link.dataset.iri);
    if (name) link.textContent = name;
  }
}
