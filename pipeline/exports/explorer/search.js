// The one rule of search, as search.py and shelf.py have it.

const LONGEST = 200; // characters that are searched for
const MOST_WORDS = 8; // that are searched for apart

/** Return *words* as they count: without case, accents and signs. */
function fold(words) {
  return words
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Return as much of *folded* words as is searched for. */
function cut(folded) {
  return [...folded].slice(0, LONGEST).join("").trimEnd();
}

/** Return the words of *wanted* that a name has to have; one that begins another is in it. */
function apart(wanted) {
  const words = [...new Set(wanted.split(" "))];
  const isIn = (each) => words.some((other) => other !== each && other.startsWith(each));
  return words.filter((each) => !isIn(each)).slice(0, MOST_WORDS);
}

/** Return *entries* (id, label, kind, facts, other names) with their names folded. */
function foldNames(entries) {
  return entries.map((entry) => ({
    entry,
    label: fold(entry[1]),
    others: entry[4].map(fold),
  }));
}

/** Return those of *names* that are like *words*, the best first, at most *limit*. */
function findNames(names, words, limit) {
  const wanted = cut(fold(words));
  if (!wanted) return [];
  const parts = apart(wanted).map((each) => ` ${each}`);
  const all = (each) => [each.label, ...each.others];
  const rules = [
    (each) => each.label === wanted,
    (each) => each.others.includes(wanted),
    (each) => all(each).some((name) => name.startsWith(wanted)),
    (each) =>
      all(each).some((name) => parts.every((part) => ` ${name}`.includes(part))),
    (each) => all(each).some((name) => name.includes(wanted)),
  ];
  const found = new Set();
  for (const rule of rules) {
    for (const each of names) {
      if (found.size >= limit) return [...found].map((one) => one.entry);
      if (!found.has(each) && rule(each)) found.add(each);
    }
  }
  return [...found].map((one) => one.entry);
}
