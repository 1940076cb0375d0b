/* The reading desk, a little quicker: tells that reading began, opens what a link points to, counts returned parts, keys.
   Everything here also works without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;
  root.classList.add("js");

  /* Tell once that somebody reads, when the page is really looked at. */
  const opened = document.querySelector("form[data-opened]");
  function tell() {
    fetch(opened.action, {
      method: "POST",
      body: new FormData(opened),
      headers: { "X-Requested-With": "fetch" },
      credentials: "same-origin",
      keepalive: true,
    }).then((answer) => {
      if (answer.ok && !answer.redirected) opened.hidden = true;
    }).catch(() => {}); /* the button stays */
  }
  if (opened && document.visibilityState === "visible") tell();
  else if (opened) document.addEventListener("visibilitychange", tell, { once: true });

  /* A link to something inside a folded part opens that part. */
  function unfold(id, focus) {
    const aim = id && document.getElementById(id);
    if (!aim) return;
    for (let at = aim; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    aim.scrollIntoView({ block: "center" });
    if (focus && aim.matches("textarea, input, select")) aim.focus();
  }
  addEventListener("hashchange", () => unfold(location.hash.slice(1), true));
  if (location.hash) unfold(location.hash.slice(1), true);
  const wrongs = document.querySelector(".wrongs");
  if (wrongs) wrongs.focus();

  /* "Return 2 parts" */
  const returning = document.querySelector("[data-counts-parts]");
  if (returning) {
    const form = returning.form;
    const words = returning.textContent;
    const count = () => {
      const full = [...form.querySelectorAll("textarea")].filter((area) => area.value.trim()).length;
      returning.textContent = full ? `${words} (${full})` : words;
    };
    form.addEventListener("input", count);
    count();
  }

  /* Keys: single letters, never while typing, and they can be switched off (WCAG 2.1.4). */
  const keep = {
    get off() { try { return localStorage.getItem("keys") === "off"; } catch { return false; } },
    set off(value) { try { localStorage.setItem("keys", value ? "off" : "on"); } catch { /* private mode */ } },
  };
  const line = document.querySelector("[data-keys]");
  const words = document.querySelector("[data-keys-words]")?.content.firstElementChild?.dataset;
  if (line && words) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-link btn-small";
    const show = () => {
      root.classList.toggle("keys-are-off", keep.off);
      button.textContent = keep.off ? words.on : words.off;
    };
    button.addEventListener("click", () => { keep.off = !keep.off; show(); });
    line.querySelector(".keys-off").append(button);
    show();
  }

  /* The text part that is read now: the last one whose head has passed the upper third. */
  function partInSight() {
    const parts = [...desk.querySelectorAll("[data-part]")].filter((section) => section.dataset.part);
    return parts.filter((section) => section.getBoundingClientRect().top < innerHeight / 3).pop() || parts[0];
  }

  document.addEventListener("keydown", (event) => {
    if (keep.off || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const key = event.key.toLowerCase();
    if (key === "l") {
      event.preventDefault();
      location.assign(desk.dataset.list);
    } else if (key === "g") {
      const section = partInSight();
      const id = section && `id-return-part_${section.dataset.part}`;
      if (id && document.getElementById(id)) { event.preventDefault(); unfold(id, true); }
    } else if (/^[a-z]$/.test(key)) {
      const aim = document.querySelector(`[data-key="${key}"]`);
      if (!aim) return;
      event.preventDefault();
      const fold = aim.tagName === "SUMMARY" && aim.parentElement;
      if (fold) { fold.open = true; aim.scrollIntoView({ block: "nearest" }); aim.focus(); } else aim.click();
    }
  });

  /* One press, one act: a second press while the first is on its way does nothing. */
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
  });
})();
