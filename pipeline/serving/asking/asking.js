/** The page: the questions that ship, what is asked, and what comes back. */

const known = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const OWN = [
  "# Which procedures are there?",
  ...["pg", "rdfs"].map((name) => `PREFIX ${name}: <${known.prefixes[name]}>`),
  "",
  "SELECT ?procedure ?name WHERE {",
  "  ?procedure a pg:Procedure ; rdfs:label ?name .",
  "}",
  "ORDER BY ?name",
].join("\n");
const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";
let chosen = null; // the question that ships and was chosen, if any
let asking = null; // what can stop the question that is asked
let answer = null; // the last one, for downloads

const field = editor(at("text"), at("lines"), () => ask());

/** Ask the endpoint; throw a fault that says why there is no answer. */
async function send(text, signal) {
  const response = await fetch("/sparql", {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: ACCEPT },
    body: text,
    signal,
  });
  const body = await response.text();
  if (!response.ok) throw new Error(body.trim() || `the server says ${response.status}`);
  const took = /dur=([0-9.]+)/.exec(response.headers.get("Server-Timing") || "");
  const type = response.headers.get("Content-Type") || "";
  return { body, isJson: type.includes("json"), milliseconds: took ? Number(took[1]) : 0 };
}

// ------------------------------------------------------------ the questions that ship

/** Return what is given, by name; of what stands at its default only if all are wanted. */
function values(areAll = false) {
  const given = new Map();
  for (const input of at("given").querySelectorAll("input")) {
    if (areAll || input.value !== input.defaultValue) given.set(input.name, input.value);
  }
  return given;
}

/** Say above the text whether it is still that of the question that was chosen. */
function head() {
  const isChanged = chosen && withGiven(chosen.text, values()) !== at("text").value;
  const words = chosen ? chosen.words : "A question of your own";
  at("words").textContent = isChanged ? `${words} (changed)` : words;
}

/** Show a question that ships, or a text of one's own. */
function choose(question, text, given = new Map()) {
  chosen = question;
  for (const button of at("questions").querySelectorAll("button")) {
    const isIt = button.dataset.name === (question ? question.name : "");
    if (isIt) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  const place = at("given");
  place.querySelectorAll("label").forEach((each) => each.remove());
  place.hidden = !question || !question.parameters.length;
  for (const each of question ? question.parameters : []) {
    const input = element("input", { name: each.name, autocomplete: "off" });
    input.defaultValue = String(each.default);
    input.value = given.get(each.name) ?? String(each.default);
    if (each.number) input.inputMode = "decimal";
    else input.placeholder = "part of the name; empty: all";
    input.addEventListener("input", () => {
      field.write(withGiven(at("text").value, values(true)));
      head();
    });
    place.append(element("label", {}, element("span", { class: "small" }, each.name), input));
  }
  field.write(text);
  head();
  at("sparql").open = !question;
}

/** Bring what was chosen into view, where it stands below the list. */
function come() {
  if (matchMedia("(max-width: 62rem)").matches) at("work").scrollIntoView();
}

function listQuestions() {
  const askers = new Set();
  for (const question of known.questions) {
    question.askers.forEach((each) => askers.add(each));
    const words = element("span", {}, question.words);
    const who = element("span", { class: "small" }, question.askers.join(", "));
    const button = element("button", { type: "button", "data-name": question.name }, words, who);
    button.addEventListener("click", () => {
      choose(question, question.text);
      come();
      ask();
    });
    at("questions").append(element("li", {}, button));
  }
  const own = element("button", { type: "button", "data-name": "" }, "A question of your own");
  own.addEventListener("click", () => {
    choose(null, OWN);
    at("text").focus();
  });
  at("questions").prepend(element("li", {}, own));
  at("asker").append(
    ...[...askers].sort().map((each) => element("option", { value: each }, `${each} ask`)),
  );
}

function filterQuestions() {
  const wanted = at("find").value.toLowerCase().split(/\s+/).filter(Boolean);
  const asker = at("asker").value;
  let shown = 0;
  for (const item of at("questions").children) {
    const name = item.firstElementChild.dataset.name;
    const question = known.questions.find((each) => each.name === name);
    if (!question) continue;
    const text = `${question.name} ${question.words}`.toLowerCase();
    item.hidden =
      !wanted.every((word) => text.includes(word)) || (asker && !question.askers.includes(asker));
    if (!item.hidden) shown += 1;
  }
  at("found").textContent = `${shown} questions`;
}

// ------------------------------------------------------------ asking

/** Put the question into the address, so that the address is a link to it. */
function address() {
  const given = chosen ? values() : new Map();
  const text = at("text").value;
  const isChosen = chosen && withGiven(chosen.text, given) === text;
  return toFragment(isChosen ? chosen : null, given, text);
}

function clear() {
  answer = null;
  at("fault").replaceChildren();
  at("rows").replaceChildren();
  at("downloads").hidden = true;
}

async function ask({ keepAddress = false } = {}) {
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  if (!keepAddress && location.hash !== address()) history.pushState(null, "", address());
  clear();
  at("told").textContent = "Asking…";
  at("stop").hidden = false;
  try {
    const found = await send(at("text").value, mine.signal);
    if (asking === mine) show(found);
  } catch (fault) {
    if (asking === mine) showFault(fault);
  } finally {
    if (asking === mine) {
      asking = null;
      at("stop").hidden = true;
    }
  }
}

function showFault(fault) {
  if (fault.name === "AbortError") {
    at("told").textContent = "Stopped.";
    return;
  }
  const isNetwork = fault instanceof TypeError;
  const [first, ...shown] = (
    isNetwork ? "The server cannot be reached. Does it still run?" : fault.message
  ).split("\n");
  at("told").textContent = "No answer.";
  at("fault").replaceChildren(element("p", {}, first));
  if (shown.length) at("fault").append(element("pre", { tabindex: "0" }, shown.join("\n")));
  const place = /^line (\d+), column (\d+)/.exec(first);
  if (place) {
    at("sparql").open = true;
    field.mark(Number(place[1]), Number(place[2]));
  }
}

// ------------------------------------------------------------ the answer

function show({ body, isJson, milliseconds }) {
  const time = milliseconds < 1000 ? `${Math.ceil(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
  const told = (count, what) =>
    `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"} in ${time}`;
  answer = { body, columns: [], rows: [] };
  for (const id of ["csv", "json", "turtle"]) at(id).hidden = (id === "turtle") === isJson;
  at("downloads").hidden = false;
  if (!isJson) {
    at("told").textContent = `A graph, made in ${time}`;
    at("rows").replaceChildren(element("pre", { tabindex: "0", "aria-label": "The graph in Turtle" }, body));
    return;
  }
  const found = JSON.parse(body);
  if (typeof found.boolean === "boolean") {
    at("csv").hidden = true;
    at("told").textContent = `Answered in ${time}`;
    at("rows").replaceChildren(element("p", { class: "truth" }, found.boolean ? "Yes" : "No"));
    return;
  }
  answer.columns = found.head.vars;
  answer.rows = found.results.bindings;
  at("told").textContent = told(answer.rows.length, "row");
  if (!answer.rows.length) return;
  showRows(at("rows"), answer.columns, answer.rows, known, (links) => {
    const lookUp = async (text) => JSON.parse((await send(text)).body);
    // Without their names things have still their IRIs.
    nameThings(links, known.identifiers, lookUp).catch(() => {});
  });
}

function download(content, type, ending) {
  const name = `${chosen ? chosen.name : "answer"}.${ending}`;
  const href = URL.createObjectURL(new Blob([content], { type }));
  const link = element("a", { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

async function share() {
  if (location.hash !== address()) history.pushState(null, "", address());
  try {
    await navigator.clipboard.writeText(location.href);
    at("shared").textContent = "Copied.";
  } catch {
    at("shared").textContent = "The address above is the link.";
  }
}

// ------------------------------------------------------------ the beginning

function follow() {
  const asked = fromFragment(location.hash, known.questions);
  choose(asked ? asked.question : null, asked ? asked.text : OWN, asked?.values);
  if (asked) {
    ask({ keepAddress: true });
    return;
  }
  asking?.abort();
  asking = null;
  clear();
  at("told").textContent = "Nothing was asked yet.";
}

listQuestions();
for (const [prefix, namespace] of Object.entries(known.prefixes)) {
  at("prefixes").append(element("dt", {}, `${prefix}:`), element("dd", {}, namespace));
}
at("find").addEventListener("input", filterQuestions);
at("asker").addEventListener("change", filterQuestions);
at("form").addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
at("stop").addEventListener("click", () => asking?.abort());
at("share").addEventListener("click", share);
at("text").addEventListener("input", () => {
  at("shared").textContent = "";
  head();
});
at("csv").addEventListener("click", () => download(toCsv(answer.columns, answer.rows), "text/csv", "csv"));
at("json").addEventListener("click", () => download(answer.body, "application/json", "json"));
at("turtle").addEventListener("click", () => download(answer.body, "text/turtle", "ttl"));
window.addEventListener("popstate", follow);
follow();
