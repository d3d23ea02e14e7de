// Which page is shown: the part of the address behind "#" tells, so that "back" works.

/** Return where we are: the path, its parts, and what is given behind it. */
function route() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").filter(Boolean).map(unquoted);
  const all = [...new URLSearchParams(query).entries()];
  return { path: parts.join("/"), parts, all, given: Object.fromEntries(all) };
}

function unquoted(words) {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}

async function pageOf({ parts, given, all }) {
  const [first, ...rest] = parts;
  const below = rest.join("/");
  if (!first) return startPage();
  if (WAY === "left-out") return missing();
  if (first === "thing") return thingPage(below, given);
  if (first === "document") return documentPage(below, given);
  if (first === "search") return hitsPage(below);
  if (first === "compare") return comparePage(given, all);
  if (first === "graph") return graphPage(given, all);
  if (first === "procedures") return proceduresPage(given);
  if (first === "documents") return documentsPage(given);
  if (first === "findings") return findingsPage(given);
  if (first === "fact") {
    const key = await documentOf(below, told.digits);
    return key ? documentPage(key, { fact: below }) : missing();
  }
  return missing();
}

let shown = null; // the page that is shown, without the fact beside it
let turns = 0;

/** Show the page that the address names. */
async function go() {
  const here = route();
  const turn = (turns += 1);
  const isBeside = Boolean(here.given.fact) && here.parts[0] !== "document";
  const rest = here.all.filter(([key]) => key !== "fact" || !isBeside);
  const wanted = JSON.stringify([here.parts, rest]);
  const entry = arrive(wanted, isBeside);
  try {
    const [found, fact] = await Promise.all([
      wanted === shown ? null : pageOf(here),
      isBeside ? factOf(here.given.fact) : null,
    ]);
    if (turn !== turns) return;
    const change = () => (fact ? showBeside(fact) : hideBeside());
    if (found) {
      turnTo(found, here);
      shown = wanted;
      if (found.after && entry.top === null) found.after();
      change();
    } else {
      steadily(change);
    }
    if (entry.top !== null) window.scrollTo(0, entry.top);
    settle(entry);
  } catch (fault) {
    if (turn !== turns) return;
    shown = null;
    showFault(fault);
    settle(entry);
  }
}

/** Show the page *found* from its top. */
function turnTo(found, here) {
  const content = document.getElementById("content");
  const isFirst = shown === null;
  show(content, found.page);
  document.title = found.title
    ? `${found.title} \u2013 Procedure Graph`
    : "Procedure Graph";
  current(here.parts[0]);
  if (isFirst) return;
  content.focus({ preventScroll: true });
  window.scrollTo(0, 0);
  say(document.title);
}

function showFault(fault) {
  show(
    document.getElementById("content"),
    h("h1", {}, "This cannot be shown"),
    h("p", {}, fault.message),
    h("p", {}, h("a.button", { href: "#/" }, "To the start")),
  );
  say("This cannot be shown");
}

function current(first) {
  for (const each of document.querySelectorAll(".top nav a")) {
    const isHere = each.getAttribute("href") === `#/${first}`;
    if (isHere) each.setAttribute("aria-current", "page");
    else each.removeAttribute("aria-current");
  }
}

async function start() {
  learn(await piece("overview"));
  const terms = told.terminologies
    .map((each) => `${each.name} ${each.version}`)
    .join(", ");
  document.getElementById("stamp").textContent =
    `procedure-graph ${told.version}${terms ? `; terms of ${terms}` : ""}`;
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("content").focus();
  });
  if (WAY === "served") {
    document.querySelector(".top nav").append(h("a", { href: "./" }, "Questions"));
  }
  findAsTyped();
  keepTrail();
  window.addEventListener("hashchange", go);
  await go();
}

start();
