/** The field for a question: line numbers, a fault where it is, and keys. */

/**
 * Make the field an editor.
 * @param {HTMLTextAreaElement} field
 * @param {HTMLElement} lines where the numbers of the lines stand
 * @param {() => void} ask what Ctrl and Enter do
 * @returns {{write: (text: string) => void, mark: (line: number, column: number) => void}}
 */
function editor(field, lines, ask) {
  const INDENT = "  ";
  let leaves = false;

  const count = () => {
    const wanted = field.value.split("\n").length;
    while (lines.childElementCount > wanted) lines.lastElementChild.remove();
    while (lines.childElementCount < wanted) {
      const number = document.createElement("div");
      number.textContent = String(lines.childElementCount + 1);
      lines.append(number);
    }
  };
  const follow = () => {
    lines.scrollTop = field.scrollTop;
  };
  const unmark = () => {
    for (const each of lines.querySelectorAll(".bad")) each.classList.remove("bad");
    field.removeAttribute("aria-invalid");
  };
  // The browser's own way to put text in is the one that can be undone.
  const insert = (text) => {
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input"));
    }
  };
  const beginning = () => field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const outdent = () => {
    const at = beginning();
    if (!field.value.startsWith(INDENT, at)) return;
    const { selectionStart: start, selectionEnd: end } = field;
    field.setRangeText("", at, at + INDENT.length);
    field.setSelectionRange(Math.max(at, start - INDENT.length), Math.max(at, end - INDENT.length));
    field.dispatchEvent(new Event("input"));
  };

  field.addEventListener("input", () => {
    unmark();
    count();
    follow();
  });
  field.addEventListener("scroll", follow);
  field.addEventListener("blur", () => {
    leaves = false;
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      ask();
    } else if (event.key === "Escape") {
      leaves = true;
      return;
    } else if (event.key === "Tab" && !leaves && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      if (event.shiftKey) outdent();
      else insert(INDENT);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      const before = field.value.slice(beginning(), field.selectionStart);
      insert("\n" + before.match(/^ */)[0]);
    }
    if (event.key !== "Shift") leaves = false;
  });

  return {
    write(text) {
      field.value = text;
      unmark();
      count();
      field.scrollTop = 0;
      follow();
    },
    mark(line, column) {
      const all = field.value.split("\n");
      const start = all.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      // Columns count characters, positions in the field units of UTF-16.
      const at = start + [...(all[line - 1] || "")].slice(0, column - 1).join("").length;
      lines.children[line - 1]?.classList.add("bad");
      field.setAttribute("aria-invalid", "true");
      field.focus();
      field.setSelectionRange(at, at);
      const height = field.scrollHeight / all.length;
      field.scrollTop = Math.max(0, (line - 4) * height);
      follow();
    },
  };
}
