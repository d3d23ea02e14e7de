// The report can be read without this: it copies sheets, and sorts tables.

const told = document.getElementById("told");

/**
 * Say something to those who hear the page.
 * @param {string} words
 */
function say(words) {
  told.textContent = words;
}

/**
 * Copy the text of an element, by the clipboard or, without one, by selecting it.
 * @param {HTMLTextAreaElement} sheet
 * @returns {Promise<boolean>} whether it was copied
 */
async function copy(sheet) {
  try {
    await navigator.clipboard.writeText(sheet.value);
    return true;
  } catch {
    sheet.focus();
    sheet.select();
    return document.execCommand("copy");
  }
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  const sheet = document.getElementById(button.dataset.copies);
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(sheet);
    button.textContent = done ? "Copied" : "Press Ctrl+C to copy";
    say(button.textContent);
    setTimeout(() => {
      button.textContent = words;
    }, 2000);
  });
}

/**
 * Return what a cell is sorted by: a number where it begins with one.
 * @param {HTMLTableRowElement} row
 * @param {number} column
 * @returns {number | string}
 */
function value(row, column) {
  const cell = row.cells[column];
  const shown = cell.dataset.value ?? cell.textContent.trim();
  const plain = shown.replaceAll(",", "");
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : shown.toLowerCase();
}

/**
 * Return which of two values comes first; numbers come before words.
 * @param {number | string} one
 * @param {number | string} other
 * @returns {number}
 */
function order(one, other) {
  if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * Sort the rows of a table by a column, the other way where it is sorted by it.
 * @param {HTMLTableElement} table
 * @param {HTMLTableCellElement} head
 */
function sort(table, head) {
  const body = table.tBodies[0];
  const before = head.getAttribute("aria-sort");
  const falls = before ? before === "ascending" : head.classList.contains("number");
  for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falls ? "descending" : "ascending");
  const rows = [...body.rows].map((row) => [value(row, head.cellIndex), row]);
  rows.sort((one, other) => (falls ? order(other[0], one[0]) : order(one[0], other[0])));
  body.append(...rows.map(([, row]) => row));
}

for (const table of document.querySelectorAll("table[data-sorts]")) {
  for (const head of table.tHead.rows[0].cells) {
    if (head.classList.contains("bars")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(table, head));
    head.append(button);
  }
}
