// The search box: hits while one types, by arrows and Enter or by the mouse.

const SHOWN = 12;

/** Make the search box work. */
function findAsTyped() {
  const box = document.getElementById("words");
  const list = document.getElementById("hits");
  let hits = [];
  let at = 0;
  let asking = 0;

  const close = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const choose = (hit) => {
    close();
    location.hash = addressOf(hit[0]);
    document.getElementById("content").focus({ preventScroll: true });
  };
  const mark = () => {
    [...list.children].forEach((each, place) =>
      each.setAttribute("aria-selected", String(place === at)),
    );
    const marked_ = list.children[at];
    if (!marked_) return;
    box.setAttribute("aria-activedescendant", marked_.id);
    marked_.scrollIntoView({ block: "nearest" });
  };
  const refuse = (isWanted) => {
    const words = { role: "option", "aria-disabled": "true" };
    show(list, isWanted ? h("li.faint", words, ALONE) : null);
    list.hidden = !isWanted;
    box.setAttribute("aria-expanded", String(isWanted));
    if (isWanted) say(ALONE);
  };
  const look = async () => {
    const turn = (asking += 1);
    const words = box.value;
    if (WAY === "left-out") {
      refuse(words.trim() !== "");
      return;
    }
    const found = words.trim() ? await search(words, SHOWN) : [];
    if (turn !== asking) return;
    hits = found;
    at = 0;
    show(
      list,
      hits.map((hit, place) =>
        h(
          "li",
          {
            role: "option",
            id: `hit-${place}`,
            "aria-selected": "false",
            pointerdown: (event) => {
              event.preventDefault();
              choose(hit);
            },
          },
          sign(hit[2]),
          " ",
          h("span", { dir: "auto" }, hit[1]),
          h("span.faint.small", {}, ` ${labelled(hit[2])}, ${count(hit[3], "fact")}`),
        ),
      ),
    );
    list.hidden = hits.length === 0;
    box.setAttribute("aria-expanded", String(hits.length > 0));
    mark();
    if (words.trim())
      say(
        hits.length
          ? `${count(hits.length, "hit")}, the best: ${hits[0][1]}`
          : "Nothing is called that",
      );
  };
  box.addEventListener("input", look);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!hits.length) return;
      event.preventDefault();
      at = (at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
      mark();
    } else if (event.key === "Escape") {
      close();
    }
  });
  document.getElementById("finder").addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = box.value;
    if (!words.trim()) return;
    const isMarked = !list.hidden && hits.length > 0;
    const chosen = isMarked ? hits[at] : (await search(words, 1))[0];
    if (chosen) choose(chosen);
    else location.hash = address(`search/${words}`);
  });
  document.addEventListener("keydown", (event) => {
    const isTyped = event.target.closest("input, textarea, select");
    if (event.key === "/" && !isTyped && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      box.focus();
      box.select();
    }
    if (event.key === "Escape" && !isTyped) {
      const button = document.getElementById("close");
      if (button) button.click();
    }
  });
}
