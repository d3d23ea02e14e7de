// The way one came: where each page was left, and what stays in view as it changes.

const EDGE = 112; // pixels, that what sticks to the top of the page may cover
const lefts = new Map(); // of the key of an entry of the history: pixels from the top
let visits = 0;
let newest = { page: null, depth: 0, isBeside: false }; // the newest that was come to
let settled = null; // the one that is seen
let isClosing = false;
let pointed = null; // the link to a fact that was chosen last

/** Keep where one is on each page, so that "back" leads there. */
function keepTrail() {
  history.scrollRestoration = "manual";
  for (const name of ["scrollend", "pagehide", "popstate"])
    window.addEventListener(name, noteTop);
  document.addEventListener("click", (event) => {
    if (event.target.closest("#content")) pointed = event.target.closest("[data-fact]");
  });
}

/** Keep in the history where one is, for when this page is loaded anew. */
function noteTop() {
  if (!settled || settled.hash !== location.hash) return;
  const { key, depth } = settled;
  history.replaceState({ key, depth, top: window.scrollY }, "");
}

/**
 * Return the entry of the history that one has come to.
 * Its `top` is where *page* was left, or null where one is new to it; its `depth` is how
 * many entries back the page is without what *isBeside* it, or 0 where none is known.
 */
function arrive(page, isBeside) {
  if (settled) lefts.set(settled.key, window.scrollY);
  const known = history.state;
  const entry = { page, isBeside, hash: location.hash, top: null };
  if (known) {
    Object.assign(entry, { key: known.key, depth: known.depth });
    entry.top = lefts.has(known.key) ? lefts.get(known.key) : known.top;
  } else {
    visits += 1;
    entry.key = `${performance.timeOrigin} ${visits}`;
    entry.depth = depthOf(page, isBeside);
    history.replaceState({ key: entry.key, depth: entry.depth, top: null }, "");
  }
  if (isClosing) entry.top = null;
  isClosing = false;
  newest = entry;
  return entry;
}

function depthOf(page, isBeside) {
  if (!isBeside || page !== newest.page) return 0;
  if (!newest.isBeside) return 1;
  return newest.depth && newest.depth + 1;
}

/** Take the *entry* as the one that is seen. */
function settle(entry) {
  settled = entry;
}

/** Go from a fact beside the page to the page alone, at *href*; "back" opens no fact. */
function closeBeside(href) {
  steadily(hideBeside);
  if (pointed && pointed.isConnected) pointed.focus({ preventScroll: true });
  isClosing = true;
  if (newest.depth) history.go(-newest.depth);
  else location.replace(href);
}

/** Make a *change* while what one looks at stays where it is. */
function steadily(change) {
  const seen = lookedAt();
  const top = seen && seen.getBoundingClientRect().top;
  change();
  if (!seen) return;
  window.scrollBy(0, seen.getBoundingClientRect().top - top);
  if (seen === pointed) uncover(seen);
}

/** Move the page where the head of it or the document beside it covers *seen*. */
function uncover(seen) {
  const aside = document.getElementById("evidence");
  const isCut = !aside.hidden && !WIDE.matches;
  const end = isCut ? aside.getBoundingClientRect().top : window.innerHeight;
  const { top, bottom } = seen.getBoundingClientRect();
  if (top < EDGE) window.scrollBy(0, top - EDGE);
  else if (bottom > end) window.scrollBy(0, bottom - end + 16);
}

/** Return the link to a fact that one looks at, or null: the chosen, or the first seen. */
function lookedAt() {
  const isSeen = (each) => {
    const { top, bottom } = each.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  };
  if (pointed && pointed.isConnected && isSeen(pointed)) return pointed;
  return [...document.querySelectorAll("#content [data-fact]")].find(isSeen) || null;
}
