/* A reviewer's phrases become buttons that put their words into the field of the same form in which one wrote last. */
(() => {
  "use strict";
  const main = document.getElementById("main");
  const lastOf = new WeakMap();

  main.addEventListener("focusin", (event) => {
    if (event.target.tagName === "TEXTAREA" && event.target.form) lastOf.set(event.target.form, event.target);
  });

  /* The field where one wrote last; else the first that can be seen. */
  function fieldOf(form) {
    const found = lastOf.get(form);
    if (found?.isConnected) return found;
    const areas = [...form.querySelectorAll("textarea")];
    const field = areas.find((area) => area.offsetParent) || areas[0];
    for (let at = field; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    return field;
  }

  function insert(form, phrase) {
    const area = fieldOf(form);
    if (!area) return;
    area.focus();
    const before = area.value.slice(0, area.selectionStart);
    const words = before && !/\s$/.test(before) ? ` ${phrase}` : phrase;
    if (area.value.length + words.length > area.maxLength && area.maxLength > 0) return;
    area.setRangeText(words, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function begin() {
    for (const line of main.querySelectorAll("[data-phrases] li[data-phrase]")) {
      const phrase = line.textContent;
      const button = Object.assign(document.createElement("button"), { type: "button", className: "phrase", textContent: phrase });
      button.addEventListener("click", () => insert(button.closest("form"), phrase));
      line.removeAttribute("data-phrase");
      line.replaceChildren(button);
    }
  }
  main.addEventListener("page:shown", begin);
  begin();
})();
