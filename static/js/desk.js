/* The reading desk without reloading: an act or a turn fetches the next page and puts its main part in place of this one.
   Everything here also works without this file; whatever goes wrong falls back to the ordinary way. */
(() => {
  "use strict";
  const root = document.documentElement;
  const main = document.getElementById("main");
  root.classList.add("js");
  const desk = () => main.querySelector("[data-desk]");
  const words = () => document.getElementById("keys-help")?.dataset || {};
  const said = Object.assign(document.createElement("div"), { className: "visually-hidden" });
  said.setAttribute("role", "status");
  document.body.append(said);

  /* ---- what a new page needs ---- */

  /* A link to something inside a folded part opens that part. */
  function unfold(id, focus) {
    const aim = id && document.getElementById(id);
    if (!aim) return;
    for (let at = aim; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    aim.scrollIntoView({ block: "center" });
    if (focus && aim.matches("textarea, input, select")) aim.focus();
  }

  /* Tell once that somebody reads, when the page is really looked at. */
  function tell() {
    const opened = main.querySelector("form[data-opened]");
    if (!opened || opened.hidden) return;
    if (document.visibilityState !== "visible") {
      document.addEventListener("visibilitychange", tell, { once: true });
      return;
    }
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

  /* "Return 2 parts" */
  function countParts() {
    const returning = main.querySelector("[data-counts-parts]");
    if (!returning) return;
    const form = returning.form;
    const plain = returning.textContent;
    const count = () => {
      const full = [...form.querySelectorAll("textarea")].filter((area) => area.value.trim()).length;
      returning.textContent = full ? `${plain} (${full})` : plain;
    };
    form.addEventListener("input", count);
    count();
  }

  function begin() {
    if (desk()) { tell(); countParts(); }
    main.dispatchEvent(new CustomEvent("page:shown"));
  }

  addEventListener("hashchange", () => {
    history.replaceState({ desk: current }, "");
    unfold(location.hash.slice(1), true);
  });
  if (location.hash) unfold(location.hash.slice(1), true);
  main.querySelector(".wrongs")?.focus();

  /* ---- pages in place of each other ---- */

  const MOST_KEPT = 20;
  const kept = new Map(); /* number of a place in the history → the page that was left there, with what was typed into it */
  let last = Date.now();
  let current = history.state?.desk || ++last;
  let isBusy = false;
  let turns = 0;
  history.replaceState({ desk: current }, "");

  function leave() {
    kept.set(current, { nodes: [...main.childNodes], title: document.title, top: scrollY });
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
  }

  const isLogin = (answer) => answer.redirected && new URL(answer.url).pathname === words().loginUrl;

  /* Put the main part of a fetched page in place of this one. */
  function put(html, { focus = true } = {}) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const part = page.getElementById("main");
    if (!part) throw new Error("no page");
    main.replaceChildren(...part.childNodes);
    document.title = page.title;
    const known = new Set([...document.scripts].map((script) => script.src));
    for (const { src } of page.querySelectorAll("script[src]")) {
      const address = new URL(src, location.href).href;
      if (!known.has(address)) document.body.append(Object.assign(document.createElement("script"), { src: address }));
    }
    begin();
    const heading = main.querySelector("h1");
    const message = [...main.querySelectorAll(".messages p")].map((one) => one.textContent).join(" ");
    said.textContent = [message, heading?.textContent].filter(Boolean).join(" · ");
    if (focus && heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }

  /* Another place in the history, unless the address stays the same. */
  function move(address) {
    if (address === location.href) return;
    current = ++last;
    history.pushState({ desk: current }, "", address);
  }

  let ahead = null; /* the page to which somebody is about to turn */
  const get = (address) => fetch(address, { credentials: "same-origin" });
  function prepare(address) {
    if (ahead?.address === address || navigator.connection?.saveData) return;
    ahead = { address, at: Date.now(), answer: get(address) };
    ahead.answer.catch(() => { ahead = null; });
  }
  function take(address) {
    const found = ahead?.address === address && Date.now() - ahead.at < 10_000 ? ahead.answer : get(address);
    ahead = null;
    return found;
  }

  /* Turn to another model. What was typed on this one is there again when one comes back. */
  async function turn(address, { isBack = false } = {}) {
    const mine = ++turns;
    try {
      const answer = await take(address);
      if (!answer.ok || isLogin(answer)) throw new Error(answer.status);
      const html = await answer.text();
      if (mine !== turns) return;
      if (!isBack) { leave(); move(answer.url); }
      put(html);
    } catch {
      if (mine === turns) location.assign(address);
    }
  }

  main.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link?.matches(".turns a, .queue a, .thumbbar a") || !desk() || !link.pathname.startsWith("/review/DVK-")) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    if (!isBusy) turn(link.href);
  });
  main.addEventListener("pointerover", (event) => {
    const link = event.target.closest?.(".turns a");
    if (link && desk()) prepare(link.href);
  });

  addEventListener("popstate", (event) => {
    const place = event.state?.desk;
    if (!place || place === current) return;
    leave();
    current = place;
    turns += 1;
    const page = kept.get(place);
    if (!page) { turn(location.href, { isBack: true }); return; }
    main.replaceChildren(...page.nodes);
    document.title = page.title;
    for (const form of main.querySelectorAll("form")) delete form.dataset.sent;
    said.textContent = main.querySelector("h1")?.textContent || "";
    scrollTo(0, page.top);
  });

  /* ---- acts ---- */

  /* The texts that stand typed in other forms of the desk are not lost when one act is refused. */
  function typed() {
    return [...main.querySelectorAll("textarea[id]")].filter((area) => area.value).map((area) => [area.id, area.value]);
  }
  function putBack(texts) {
    for (const [id, value] of texts) {
      const area = document.getElementById(id);
      if (area && !area.value) {
        area.value = value;
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }

  /* The session has ended: say so here, where everything that was typed still stands. */
  let mustRenew = false;
  function askForLogin(form) {
    mustRenew = true;
    form.querySelector(".login-note")?.remove();
    const note = Object.assign(document.createElement("p"), { className: "login-note wrong-text" });
    note.setAttribute("role", "alert");
    const link = Object.assign(document.createElement("a"), { href: words().loginUrl, target: "_blank", textContent: words().loginLink });
    note.append(words().login, " ", link);
    form.prepend(note);
  }
  async function renew() {
    const { csrf, user } = await (await get(words().session)).json();
    if (String(user) !== words().user) return false; /* nobody, or somebody else */
    if (csrf) for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = csrf;
    mustRenew = false;
    return true;
  }

  async function act(form) {
    isBusy = true;
    turns += 1;
    main.setAttribute("aria-busy", "true");
    try {
      if (mustRenew && !await renew()) { askForLogin(form); delete form.dataset.sent; return; }
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
      if (isLogin(answer)) { askForLogin(form); delete form.dataset.sent; return; }
      if (!answer.ok) throw new Error(answer.status);
      const html = await answer.text();
      ahead = null;
      if (answer.redirected) {
        kept.clear(); /* what was read before the act is old now */
        move(answer.url);
        put(html);
      } else {
        const texts = typed();
        put(html, { focus: false });
        putBack(texts);
        main.querySelector(".wrongs")?.focus();
      }
    } catch {
      form.submit();
    } finally {
      isBusy = false;
      main.removeAttribute("aria-busy");
    }
  }

  /* One press, one act: a second press while the first is on its way does nothing. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent || isBusy) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    if (!desk() || !form.matches("form.act, .act form") || form.enctype === "multipart/form-data" || event.submitter?.name) return;
    event.preventDefault();
    act(form);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
  });

  window.Desk = { unfold };
  begin();
})();
