/* Keys of the reviewer's pages: single letters, never while typing, and they can be switched off (WCAG 2.1.4). */
(() => {
  "use strict";
  const root = document.documentElement;
  const main = document.getElementById("main");
  root.classList.add("js");
  const keep = {
    get off() { try { return localStorage.getItem("keys") === "off"; } catch { return false; } },
    set off(value) { try { localStorage.setItem("keys", value ? "off" : "on"); } catch { /* private mode */ } },
  };
  const isTyping = (element) => Boolean(element.closest("input:not(.tick), textarea, select, [contenteditable]"));

  /* ---- the help ---- */

  function begin() {
    root.classList.toggle("keys-are-off", keep.off);
    const help = document.getElementById("keys-help");
    const place = help?.querySelector(".keys-off");
    if (!place || place.firstElementChild) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-secondary" });
    const show = () => {
      root.classList.toggle("keys-are-off", keep.off);
      button.textContent = keep.off ? help.dataset.on : help.dataset.off;
    };
    button.addEventListener("click", () => { keep.off = !keep.off; show(); });
    place.append(button);
    show();
  }
  const help = () => document.getElementById("keys-help")?.showModal();
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-help]")) help();
    else if (event.target.id === "keys-help") event.target.close(); /* beside it */
  });
  main.addEventListener("page:shown", begin);
  begin();

  /* ---- what a key does ---- */

  /* The text part that is read now: the last one whose head has passed the upper third. */
  function partInSight() {
    const parts = [...main.querySelectorAll("[data-part]")].filter((section) => section.dataset.part);
    return parts.filter((section) => section.getBoundingClientRect().top < innerHeight / 3).pop() || parts[0];
  }

  function remark() {
    const section = partInSight();
    const id = section && `id-return-part_${section.dataset.part}`;
    if (!id || !document.getElementById(id)) return false;
    window.Desk.unfold(id, true);
    return true;
  }

  /* A fold opens and its first field has the focus; an act that needs nothing more is led to, and Enter confirms it. */
  function press(aim) {
    const fold = aim.tagName === "SUMMARY" && aim.parentElement;
    if (fold) {
      fold.open = true;
      const first = fold.querySelector(".inner textarea, .inner select, .inner summary, .inner input:not([type=hidden])");
      const shown = first?.closest("details") === fold || first?.tagName === "SUMMARY" ? first : fold.querySelector(".inner summary");
      (shown || aim).focus();
      aim.scrollIntoView({ block: "nearest" });
    } else if ("asks" in aim.dataset) {
      aim.scrollIntoView({ block: "nearest" });
      aim.focus();
    } else aim.click();
  }

  function phrases() {
    const act = document.activeElement.closest(".act, form") || main.querySelector(".act[open]");
    const fold = [act, main].map((where) => where?.querySelector("[data-phrases]")).find((one) => one?.checkVisibility?.() ?? one);
    if (!fold) return false;
    fold.open = true;
    (fold.querySelector("button") || fold.querySelector("summary")).focus();
    return true;
  }

  /* In the list: the next or the one before, from where the focus is. */
  function step(list, by) {
    const rows = [...list.querySelectorAll("li h3 a")];
    const at = rows.indexOf(document.activeElement.closest("li")?.querySelector("h3 a"));
    const aim = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    aim?.focus();
    return Boolean(aim);
  }

  function search() {
    const desk = main.querySelector("[data-desk]");
    if (desk) { location.assign(`${desk.dataset.list}#q`); return true; }
    const field = main.querySelector("input[type=search]");
    if (!field) return false;
    const fold = document.getElementById("fold-filters");
    if (fold) fold.checked = true;
    field.focus();
    field.select();
    return true;
  }
  if (location.hash === "#q") search();

  function does(key) {
    const desk = main.querySelector("[data-desk]");
    const list = main.querySelector("form[data-list]");
    if (key === "?") { help(); return true; }
    if (key === "/") return search();
    if (desk) {
      if (key === "l") { location.assign(desk.dataset.list); return true; }
      if (key === "m") return remark();
      if (key === "p") return phrases();
    }
    if (list) {
      const box = key === "x" && document.activeElement.closest("li")?.querySelector(".tick");
      if (box) { box.click(); return true; }
      if (key === "j" || key === "k") return step(list, key === "j" ? 1 : -1);
      if (key === "b") { const acts = list.querySelector("select[name=act]"); acts?.focus(); return Boolean(acts); }
    }
    const aim = /^[a-z]$/.test(key) && main.querySelector(`[data-key="${key}"]`);
    if (aim) press(aim);
    return Boolean(aim);
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && isTyping(event.target) && main.contains(event.target)) {
      const fold = event.target.closest("details.act");
      event.target.blur();
      fold?.querySelector("summary").focus();
      return;
    }
    if (keep.off || isTyping(event.target)) return;
    if (event.shiftKey && event.key !== "?" && event.key !== "/") return;
    if (does(event.key.toLowerCase())) event.preventDefault();
  });
})();
