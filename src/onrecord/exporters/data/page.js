// Values and words find each other by number: a value has data-v="7", a piece of text the numbers of all values that it carries.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const said = document.getElementById("said");
  const values = new Map(all(".v[data-v]").map((v) => [v.dataset.v, v]));
  const pieces = all(".m");
  const card = (value) => value.closest(".card");
  let pinned = null; // the numbers that stay lit when nothing is pointed at

  const numbersOf = (element) => {
    if (element.matches(".v[data-v]")) return [element.dataset.v];
    if (element.matches(".m")) { // words with a role of their own speak for it, not for the whole event around them
      const here = element.dataset.v.split(" ");
      const own = here.filter((n) => !values.get(n).matches(".r-evidence"));
      return own.length ? own : here;
    }
    const events = (element.dataset.e || element.id).split(" ");
    return events.flatMap((id) => all(".v[data-v]", document.getElementById(id) || undefined).map((v) => v.dataset.v));
  };

  function light(numbers, speak) {
    all(".on").forEach((e) => e.classList.remove("on"));
    all(".text.focus").forEach((e) => e.classList.remove("focus"));
    said.hidden = true;
    if (!numbers || !numbers.length) return;
    const wanted = new Set(numbers);
    const events = new Set();
    for (const n of wanted) {
      const value = values.get(n);
      if (!value) continue;
      value.classList.add("on");
      card(value).classList.add("on");
      events.add(card(value).id);
    }
    for (const piece of pieces) {
      if (piece.dataset.v.split(" ").some((n) => wanted.has(n))) {
        piece.classList.add("on");
        piece.closest(".text").classList.add("focus");
      }
    }
    for (const e of all("[data-e]")) if (e.dataset.e.split(" ").some((id) => events.has(id))) e.classList.add("on");
    if (speak) {
      said.replaceChildren(...numbers.map((n) => values.get(n)).filter(Boolean).map((value) => {
        const line = document.createElement("div");
        const id = document.createElement("b");
        const role = document.createElement("em");
        id.textContent = card(value).querySelector(".id").textContent + " ";
        role.textContent = value.dataset.role + ": ";
        line.append(id, role, value.textContent);
        return line;
      }));
      said.hidden = !said.childElementCount;
    }
  }

  const target = (event) => event.target.closest(".v[data-v], .m, .row, .place, .start");
  const show = (element) => light(numbersOf(element), element.matches(".m"));
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const element = target(event);
    if (element) show(element); else light(pinned, false);
  });
  document.addEventListener("focusin", (event) => {
    const element = target(event);
    if (element && element.matches(":focus-visible")) show(element);
  });

  function pin(element) {
    pinned = numbersOf(element);
    show(element);
    let goal = null;
    if (element.matches(".v")) goal = document.getElementById(element.getAttribute("href").slice(1));
    else if (element.matches(".m")) goal = null; // words: the answer is said at the foot, so that reading goes on
    else goal = document.getElementById(element.dataset.e.split(" ")[0]);
    if (element.matches(".m") && matchMedia("(min-width: 64rem)").matches) goal = card(values.get(pinned[pinned.length - 1]));
    if (goal) goal.scrollIntoView({ block: goal.matches(".card") ? "nearest" : "center" });
  }
  document.addEventListener("click", (event) => {
    const element = target(event);
    if (element) {
      event.preventDefault();
      pin(element);
      const id = element.matches(".v, .m") ? card(values.get(numbersOf(element)[0])).id : element.dataset.e.split(" ")[0];
      history.replaceState(null, "", "#" + id);
    } else if (!event.target.closest("a, summary")) {
      pinned = null;
      light(null);
    }
  });

  // arrow keys: one tab stop for the text, then mark by mark
  for (const text of all(".text")) {
    const marks = all(".m", text);
    marks.forEach((m, i) => { m.tabIndex = i ? -1 : 0; });
    all(".start", text).forEach((s) => { s.tabIndex = -1; });
    text.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const at = marks.indexOf(document.activeElement);
      if (!step || at < 0) return;
      event.preventDefault();
      const next = marks[Math.min(Math.max(at + step, 0), marks.length - 1)];
      marks.forEach((m) => { m.tabIndex = m === next ? 0 : -1; });
      next.focus();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    pinned = null;
    light(null);
  });

  // page.html#e5 opens with that event lit
  function open() {
    const id = decodeURIComponent(location.hash.slice(1));
    const element = id && document.getElementById(id);
    if (!element) return;
    pinned = numbersOf(element.matches(".card, .m, .v") ? element : element.closest(".card") || element);
    light(pinned, element.matches(".m"));
  }
  addEventListener("hashchange", open);
  open();
})();
