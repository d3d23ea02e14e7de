/** Values of an answer: as a person reads them, and as a file holds them. */

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMERIC = new Set(
  ["integer", "nonNegativeInteger", "positiveInteger", "long", "int"]
    .concat(["decimal", "double", "float"])
    .map((name) => XSD + name),
);
const WEB = /^https?:\/\//;
const PLAIN_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
const FORMULA = /^'*[=+\-@\t\n\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * Tell whether a value is a number.
 * @param {{type: string, datatype?: string} | undefined} term
 * @returns {boolean}
 */
function isNumber(term) {
  return Boolean(term && term.type === "literal" && NUMERIC.has(term.datatype));
}

/**
 * Return what a row has in a column, whatever the column is called.
 * @param {Record<string, object>} row
 * @param {string} column
 * @returns {object | undefined} nothing where the column is not bound
 */
function held(row, column) {
  return Object.hasOwn(row, column) ? row[column] : undefined;
}

/**
 * Write an IRI short, where one of our prefixes begins it.
 * @param {string} iri
 * @param {Record<string, string>} prefixes
 * @returns {string}
 */
function shortened(iri, prefixes) {
  let best = "";
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const longest = best ? prefixes[best].length : 0;
    if (iri.startsWith(namespace) && namespace.length > longest) best = prefix;
  }
  if (!best) return iri;
  const local = iri.slice(prefixes[best].length);
  return PLAIN_NAME.test(local) ? `${best}:${local}` : iri;
}

/**
 * Return where a thing can be read about: in the explorer, or on the web.
 * @param {string} iri
 * @param {{identifiers: string, explorer: string, unshown: string[]}} known
 * @returns {string} empty where nowhere
 */
function target(iri, known) {
  if (iri.startsWith(known.identifiers)) {
    const id = iri.slice(known.identifiers.length);
    const [kind, ...rest] = id.split("/");
    if (!known.explorer || known.unshown.includes(kind)) return "";
    const local = rest.join("/");
    const path = id.split("/").map(encodeURIComponent).join("/");
    if (kind === "assertion") return `${known.explorer}#/fact/${encodeURIComponent(local)}`;
    if (kind === "doc") return `${known.explorer}#/document/${encodeURIComponent(local)}`;
    return `${known.explorer}#/thing/${path}`;
  }
  return WEB.test(iri) ? iri : "";
}

/**
 * Return a value as one text.
 * @param {{type: string, value: any} | undefined} term
 * @returns {string}
 */
function plain(term) {
  if (!term) return "";
  if (term.type === "bnode") return `_:${term.value}`;
  if (term.type === "triple") {
    const { subject, predicate, object } = term.value;
    return `<< ${plain(subject)} ${plain(predicate)} ${plain(object)} >>`;
  }
  return String(term.value);
}

/**
 * Write rows as CSV. What a spreadsheet would take for a formula has an apostrophe more.
 * @param {string[]} columns
 * @param {Record<string, object>[]} rows
 * @returns {string}
 */
function toCsv(columns, rows) {
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const cell = (term) => {
    const text = plain(term);
    return quoted(!isNumber(term) && FORMULA.test(text) ? `'${text}` : text);
  };
  const lines = [columns.map(quoted), ...rows.map((row) => columns.map((name) => cell(held(row, name))))];
  // A line of nothing would be taken for no row.
  return lines.map((line) => (line.join(",") || '""') + "\n").join("");
}
