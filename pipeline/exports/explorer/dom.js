// Elements are made here and nowhere else: words go in as text, never as markup.

/**
 * Return a new element.
 * @param {string} tag its name, with classes behind points: "p.faint"
 * @param {Object<string, *>} given its attributes; what is null or false is left out,
 *   and a function is called on the event of that name
 * @param {...*} children elements, texts, lists of both, or nothing
 */
function h(tag, given = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  return fill(document.createElement(name), classes, given, children);
}

/** Return a new element of SVG, as `h` does. */
function svg(tag, given = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  return fill(made, classes, given, children);
}

function fill(element, classes, given, children) {
  for (const each of classes) element.classList.add(each);
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "")
      continue;
    element.append(child);
  }
  return element;
}

/** Put *children* in place of all that *element* holds. */
function show(element, ...children) {
  element.replaceChildren(
    ...children.flat(Infinity).filter((each) => each || each === 0),
  );
}

/** Tell those who do not see the page what has changed. */
function say(words) {
  document.getElementById("said").textContent = words;
}

/** Return *number* with its noun: 1 fact, 2 facts. */
function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

/** Return a link to *address* elsewhere, or its words where it is no web address. */
function outward(address, words = address) {
  const isWeb = /^https?:\/\//i.test(address);
  return isWeb ? h("a", { href: address, rel: "noreferrer noopener" }, words) : words;
}
