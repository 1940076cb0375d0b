// What stands in the fields of a form: read, put back, and kept in this browser for one account, one form, one page.
"use strict";

const Kept = (() => {
  const PREFIX = "dvk:";
  // Fields that name the page; they are no text.
  const OF_PAGE = new Set(["page", "paper", "author", "version", "token", "restored"]);

  const isTyped = (name) => !OF_PAGE.has(name) && name !== "csrfmiddlewaretoken" && !name.startsWith("choose-");
  const isRow = (name) => /-\d+(-|$)/.test(name);

  /* The controls that hold text, with those that are switched off because they do not apply just now. */
  const controls = (form) => [...form.elements].filter((control) =>
    control.name && control.name !== "csrfmiddlewaretoken"
    && !["submit", "button", "reset", "image", "file", "password", "fieldset", "output"].includes(control.type));

  /* Pairs of name and value, as the form would send them. */
  function read(form) {
    const pairs = [];
    for (const control of controls(form)) {
      if (["checkbox", "radio"].includes(control.type)) {
        if (control.checked) pairs.push([control.name, control.value]);
      } else if (control.type === "select-multiple") {
        for (const option of control.selectedOptions) pairs.push([control.name, option.value]);
      } else pairs.push([control.name, control.value]);
    }
    return pairs;
  }

  /* The typed part of some pairs, to be compared. */
  const textOf = (pairs) => JSON.stringify(
    pairs.filter(([name]) => isTyped(name)).map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]));

  function grouped(pairs) {
    const values = new Map();
    for (const [name, value] of pairs) values.set(name, [...(values.get(name) || []), value]);
    return values;
  }

  function hidden(form, name, value) {
    const input = Object.assign(document.createElement("input"), { type: "hidden", name, value, autocomplete: "off" });
    form.append(input);
  }

  /* Ask for the rows that are missing; what nobody makes room for is carried in hidden fields, so that it is not lost. */
  function makeRoom(form, values) {
    const known = () => new Set(controls(form).map((control) => control.name));
    const missing = () => [...values.keys()].filter((name) => isTyped(name) && !known().has(name));
    const rows = new Map();
    for (const name of missing()) {
      const found = /^(.+?)-(\d+)(-|$)/.exec(name);
      if (found) rows.set(found[1], Math.max(rows.get(found[1]) || 0, Number(found[2]) + 1));
    }
    for (const [name, count] of rows) form.dispatchEvent(new CustomEvent("rows:need", { bubbles: true, detail: { name, count } }));
    for (const name of missing()) for (const value of values.get(name)) hidden(form, name, value);
  }

  /* Put kept pairs into the fields; the page goes on as the page on which they were typed. */
  function put(form, pairs) {
    const values = grouped(pairs);
    makeRoom(form, values);
    for (const input of [...form.querySelectorAll("input[name=restored]")]) input.remove();
    for (const value of values.get("restored") || []) hidden(form, "restored", value);
    for (const name of ["page", "version", "token"]) {
      const input = form.querySelector(`input[type=hidden][name="${name}"]`);
      if (input && values.has(name)) input.value = values.get(name)[0];
    }
    const counts = new Map();
    for (const control of controls(form)) {
      const name = control.name;
      if (!isTyped(name)) continue;
      const wanted = values.get(name);
      if (control.type === "radio" && !wanted) continue;
      const before = ["checkbox", "radio"].includes(control.type) ? control.checked : control.value;
      if (["checkbox", "radio"].includes(control.type)) control.checked = Boolean(wanted?.includes(control.value));
      else if (control.type === "select-multiple") {
        for (const option of control.options) option.selected = Boolean(wanted?.includes(option.value));
      } else if (wanted) {
        const at = counts.get(name) || 0;
        counts.set(name, at + 1);
        control.value = wanted[at] ?? "";
      } else if (isRow(name)) control.value = "";
      if (before !== (["checkbox", "radio"].includes(control.type) ? control.checked : control.value)) {
        for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
      }
    }
  }

  // ---- in this browser: dvk:<account>:<form>:<page> ----

  const key = (owner, page) => `${PREFIX}${owner}:${page}`;

  function store(owner, pairs) {
    try {
      const page = grouped(pairs).get("page")[0];
      localStorage.setItem(key(owner, page), JSON.stringify({ page, at: Date.now(), pairs }));
      return true;
    } catch { return false; }
  }

  function erase(owner, page) {
    try { localStorage.removeItem(key(owner, page)); } catch { /* nothing is kept */ }
  }

  /* What is kept for this account and form, newest first. */
  function entries(owner) {
    const found = [];
    try {
      for (const name of Object.keys(localStorage)) {
        if (!name.startsWith(key(owner, ""))) continue;
        try {
          const entry = JSON.parse(localStorage.getItem(name));
          if (entry?.page && Array.isArray(entry.pairs)) found.push(entry);
        } catch { localStorage.removeItem(name); }
      }
    } catch { /* nothing is kept */ }
    return found.sort((one, other) => other.at - one.at);
  }

  return { read, textOf, put, store, erase, entries };
})();
