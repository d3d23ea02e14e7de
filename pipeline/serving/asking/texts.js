/** Texts of questions: what may be given in them, and how they go into a link. */

const BINDING =
  /BIND\(\s*("(?:[^"\\\n]|\\.)*"|[0-9]+(?:\.[0-9]+)?)\s+AS\s+[?$]given([A-Z]\w*)\s*\)/g;
const NUMBER = /^[0-9]+(?:\.[0-9]+)?$/;
const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Write a value as a literal, of the kind that the default is.
 * @param {string} value
 * @param {string} standard the default as SPARQL writes it
 * @returns {string} the default where a number is wanted and the value is none
 */
function literal(value, standard) {
  if (!standard.startsWith('"')) return NUMBER.test(value) ? value : standard;
  return `"${value.replace(/[\\"\n\r\t]/g, (sign) => ESCAPES[sign])}"`;
}

/**
 * Put values in place of the defaults of a question.
 * @param {string} text
 * @param {Map<string, string>} values by the names of parameters
 * @returns {string}
 */
function withGiven(text, values) {
  return text.replace(BINDING, (whole, standard, variable) => {
    const name = variable[0].toLowerCase() + variable.slice(1);
    if (!values.has(name)) return whole;
    const at = whole.indexOf(standard);
    return (
      whole.slice(0, at) +
      literal(values.get(name), standard) +
      whole.slice(at + standard.length)
    );
  });
}

/**
 * Write what is asked as the end of a link.
 * @param {{name: string, parameters: {name: string}[]} | null} question one that ships,
 *   unless the text is another
 * @param {Map<string, string>} values
 * @param {string} text
 * @returns {string}
 */
function toFragment(question, values, text) {
  const told = new URLSearchParams();
  if (question) {
    told.set("question", question.name);
    for (const [name, value] of values) told.set(`given.${name}`, value);
  } else {
    told.set("query", text);
  }
  return `#${told}`;
}

/**
 * Read what the end of a link asks; nothing but a question and values is looked at.
 * @param {string} fragment
 * @param {{name: string, text: string, parameters: {name: string}[]}[]} questions
 * @returns {{question: object | null, values: Map<string, string>, text: string} | null}
 */
function fromFragment(fragment, questions) {
  const told = new URLSearchParams(fragment.replace(/^#/, ""));
  const question = questions.find((each) => each.name === told.get("question"));
  if (question) {
    const values = new Map();
    for (const { name } of question.parameters) {
      const value = told.get(`given.${name}`);
      if (value !== null) values.set(name, value);
    }
    return { question, values, text: withGiven(question.text, values) };
  }
  const text = told.get("query");
  return text ? { question: null, values: new Map(), text } : null;
}
