// Where pieces come from: from this page, or from the server that it came from.

const WAY = document.documentElement.dataset.pieces;
const KEPT = 200; // pieces
const kept = new Map();

/** Return the piece called *name*, or null where there is none. */
async function piece(name) {
  if (kept.has(name)) return kept.get(name);
  const found = WAY === "served" ? await asked("piece", { name }) : held(name);
  kept.set(name, found);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  return found;
}

function held(name) {
  const element = document.getElementById(`piece:${name}`);
  return element ? JSON.parse(element.textContent) : null;
}

async function asked(what, given) {
  const answer = await fetch(`explorer/${what}?${new URLSearchParams(given)}`);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return answer.json();
}

/** Return what the pieces of *name* list, at most so many *pages*, and what follows. */
async function listed(name, pages = 1000) {
  const all = [];
  let next = name;
  while (next && pages > 0) {
    const found = await piece(next);
    if (!found) break;
    all.push(...found.listed);
    next = found.next;
    pages -= 1;
  }
  return { all, more: next };
}

/** Return the thing *id* with the facts of so many *pages*, or null; `more` follows. */
async function thing(id, pages = 10) {
  const found = await piece(`thing/${id}`);
  if (!found) return null;
  const facts = [...found.facts];
  let more = found.next;
  while (more && pages > 1) {
    const next = await piece(more);
    facts.push(...next.facts);
    more = next.next;
    pages -= 1;
  }
  return { ...found, facts, more };
}

/** Return the key of the document in which the fact *id* is, or null. */
async function documentOf(id, digits) {
  const found = await piece(`fact/${id.slice(0, digits)}`);
  return found ? found.facts[id] || null : null;
}

let names = null;

/** Return what is called like *words*: id, label, kind, number of facts, other names. */
async function search(words, limit) {
  if (WAY === "served") return (await asked("search", { q: words, limit })) || [];
  if (!names) {
    const entries = [];
    for (let number = 1; ; number += 1) {
      const found = held(`names ${String(number).padStart(4, "0")}`);
      if (!found) break;
      entries.push(...found.listed);
    }
    names = foldNames(entries);
  }
  return findNames(names, words, limit);
}
