// Nothing typed is lost: what stands in the form is kept by the server while one writes, and in this browser until it is.
// The form itself works without this file. Needs kept.js.
"use strict";

(() => {
  const bar = document.querySelector(".savebar[data-keep]");
  const form = bar?.closest("form");
  if (!form) return;
  const { user: me, keep, here, session: sessionUrl, login: loginUrl } = bar.dataset;
  const owner = `${me}:${here}`;
  const AFTER_TYPING = 1500, IN_BROWSER = 300, FIRST_RETRY = 3000, LAST_RETRY = 60_000, SLOW = 5000; // ms
  const LARGEST_PARTING = 60_000; // bytes that a browser sends while a page closes

  let edits = 0; // grows with every change of a field
  let dirty = false; // something stands here that the server does not have
  let account = ""; // "out": nobody is logged in; "other": somebody else
  let erased = false; // logged out in another window: this browser keeps nothing
  let leaving = false; // the form itself is on its way
  let wanted = null; // the button that was pressed and waits
  let busy = false;
  let retry = FIRST_RETRY;
  let sending = Promise.resolve();
  const timers = {};
  let last = null; // the text when it was last looked at
  let initial = null; // the text of the page as it was made, where that is what the model says

  const page = () => form.querySelector("input[name=page]").value;
  const later = (name, wait, act) => { clearTimeout(timers[name]); timers[name] = setTimeout(act, wait); };
  const pause = (wait) => new Promise((done) => { setTimeout(done, wait); });
  const clock = (at) => new Date(at).toTimeString().slice(0, 5);

  // ---- what the page says ----

  const state = bar.querySelector(".state");
  const calm = state.cloneNode(true);
  let savedAt = "";
  const sprite = state.querySelector("use").getAttribute("href").split("#")[0];

  function say(name, time, sentence) {
    const template = bar.querySelector(`template[data-say="${name}"]`);
    const words = document.createElement("span");
    words.append(template.content.cloneNode(true));
    words.querySelector("time")?.replaceWith(time);
    if (sentence) words.append(` ${sentence}`);
    state.dataset.state = name;
    if (state.textContent.trim() === words.textContent.trim()) return; // nothing new for who only listens
    state.classList.toggle("is-offline", "off" in template.dataset);
    state.querySelector("use").setAttribute("href", `${sprite}#${template.dataset.icon}`);
    state.querySelector("span").replaceWith(words);
  }

  function note(name, time, href) {
    if (bar.querySelector(`[data-noted="${name}"]`) && !href) return;
    const piece = bar.querySelector(`template[data-note="${name}"]`).content.firstElementChild.cloneNode(true);
    piece.querySelector("time")?.replaceWith(time);
    piece.dataset.noted = name;
    piece.setAttribute("role", "status");
    if (href) piece.querySelector("a").href = href;
    bar.prepend(piece);
  }

  const panel = bar.querySelector("template[data-login]").content.firstElementChild;
  const fault = panel.querySelector("[role=alert]");

  function setAccount(now, withFocus) {
    account = now;
    if (now !== "out") panel.remove();
    else if (!panel.isConnected) bar.append(panel);
    if (!now) return;
    say(now);
    if (now === "out" && withFocus) panel.querySelector("input").focus();
  }

  // ---- asking the server ----

  async function ask(url, options, limit) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), limit);
    try {
      return await fetch(url, { credentials: "same-origin", cache: "no-store", signal: stop.signal, ...options });
    } catch { return null; } finally { clearTimeout(timer); }
  }

  const isJson = (answer) => (answer.headers.get("Content-Type") || "").startsWith("application/json");
  const token = () => form.querySelector("input[name=csrfmiddlewaretoken]").value;

  function take({ user, csrf }) {
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = csrf;
    return user === null ? "out" : String(user) === me ? "me" : "other";
  }

  /* Who is logged in: "me", "other", "out"; "silent" if the server does not answer. */
  async function who(limit = 2000) {
    const answer = await ask(sessionUrl, {}, limit);
    return answer?.ok && isJson(answer) ? take(await answer.json()) : "silent";
  }

  /* Send pairs to be kept: "saved" (with the time), "out", "other", "refused" (with a sentence), "silent". */
  async function deliver(pairs, { limit = 20_000, parting = false, unchanged = false } = {}, again = true) {
    const body = new FormData();
    for (const [name, value] of pairs) body.append(name, value);
    if (unchanged) body.append("unchanged", "1");
    const headers = { "X-CSRFToken": token(), Accept: "application/json" };
    const answer = await ask(keep, { method: "POST", body, headers, keepalive: parting }, limit);
    if (!answer || answer.status >= 500 || [408, 429].includes(answer.status)) return { is: "silent" };
    if (answer.ok && isJson(answer)) return { is: "saved", ...(await answer.json().catch(() => ({}))) };
    if ([401, 403].includes(answer.status)) {
      const now = await who();
      if (now !== "me") return { is: now };
      if (again) return deliver(pairs, { limit, parting, unchanged }, false); // the token was old
    }
    const said = isJson(answer) ? await answer.json().catch(() => ({})) : {};
    return { is: "refused", sentence: said.sentence };
  }

  // ---- keeping ----

  function keepHere() {
    clearTimeout(timers.browser);
    return !erased && Kept.store(owner, Kept.read(form));
  }

  function typed(event) {
    if (event && panel.contains(event.target)) return;
    const text = event?.type === "input" ? null : Kept.textOf(Kept.read(form));
    if (text !== null && text === last) return; // a field was left, or a row came, and nothing is different
    last = text;
    edits += 1;
    dirty = true;
    leaving = false;
    if (!busy) wanted = null;
    later("browser", IN_BROWSER, keepHere);
    if (!account) later("server", AFTER_TYPING, autosave);
  }

  /* Bring what stands here to the server, one request after the other. */
  function flush(options) {
    const turn = async () => {
      if (!dirty) {
        Kept.erase(owner, page());
        return { is: "saved" };
      }
      const at = edits, pairs = Kept.read(form);
      last = Kept.textOf(pairs);
      const result = await deliver(pairs, { ...options, unchanged: last === initial });
      if (result.is === "saved") {
        retry = FIRST_RETRY;
        if (at === edits) {
          dirty = false;
          clearTimeout(timers.browser);
          Kept.erase(owner, page());
        }
        if (result.newer) note("newer");
      }
      return result;
    };
    sending = sending.then(turn, turn);
    return sending;
  }

  function tell(result) {
    switch (result.is) {
      case "saved":
        setAccount("");
        savedAt = result.saved_at || savedAt;
        if (savedAt) say("saved", savedAt); else state.replaceChildren(...calm.cloneNode(true).childNodes);
        break;
      case "out": case "other":
        keepHere();
        setAccount(result.is, Boolean(wanted));
        break;
      case "refused":
        keepHere();
        say("refused", "", result.sentence);
        break;
      default: {
        const isKept = keepHere();
        say(wanted ? "unsent" : navigator.onLine === false ? "offline" : isKept ? "unsaved" : "unkept");
        later("server", retry, () => (wanted ? submit() : autosave()));
        retry = Math.min(retry * 2, LAST_RETRY);
      }
    }
  }

  async function autosave() {
    clearTimeout(timers.server);
    if (dirty) later("slow", SLOW, () => say(keepHere() ? "unsaved" : "unkept"));
    const result = await flush();
    clearTimeout(timers.slow);
    tell(result);
  }

  // ---- sending ----

  async function submit() {
    if (busy || !wanted) return;
    busy = true;
    clearTimeout(timers.server);
    say("sending");
    keepHere();
    const now = await who();
    const result = now === "me" ? await flush({ limit: 15_000 }) : { is: now };
    busy = false;
    if (result.is !== "saved" && result.is !== "refused") return tell(result);
    setAccount("");
    leaving = true;
    const button = wanted;
    wanted = null;
    form.requestSubmit(button);
  }

  form.addEventListener("submit", (event) => {
    if (leaving) return;
    event.preventDefault();
    if (busy) return;
    wanted = event.submitter || form.querySelector("button[name=save]");
    retry = FIRST_RETRY;
    submit();
  });

  // ---- logging in again, here ----

  function goOn() {
    erased = false;
    fault.hidden = true;
    setAccount("");
    retry = FIRST_RETRY;
    if (wanted) submit(); else autosave();
  }

  function sayFault(words) {
    fault.textContent = words;
    fault.hidden = !words;
  }

  document.getElementById("login-here")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    sayFault("");
    const [name, password] = panel.querySelectorAll("input");
    let now = await who(5000);
    if (now === "out") {
      const body = new URLSearchParams({
        username: name.value, password: password.value, next: sessionUrl, csrfmiddlewaretoken: token(),
      });
      const answer = await ask(loginUrl, { method: "POST", body }, 20_000);
      if (answer?.ok && isJson(answer)) now = take(await answer.json());
      else if (answer) {
        const said = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main [role=alert], main .wrong-text");
        return sayFault((said || document.querySelector("template[data-say=out]").content).textContent.trim());
      } else now = "silent";
    }
    if (now === "silent") return say("unsent");
    password.value = "";
    if (now === "me") goOn(); else setAccount(now);
  });

  async function lookAgain() {
    if (!account || document.visibilityState !== "visible") return;
    const now = await who();
    if (now === "me") goOn(); else if (now !== "silent" && now !== account) setAccount(now);
  }

  addEventListener("storage", (event) => {
    if (event.key !== "dvk-logout" || event.newValue === null) return;
    erased = true;
    clearTimeout(timers.browser);
    Kept.erase(owner, page());
    setAccount("out");
  });

  // ---- leaving ----

  let parted = 0; // the edits that were sent when the page was last put aside

  function part() {
    if (!dirty || leaving) return;
    keepHere();
    if (account || parted === edits) return;
    parted = edits;
    const pairs = Kept.read(form);
    const size = new Blob(pairs.flat()).size + 200 * pairs.length;
    deliver(pairs, { parting: size < LARGEST_PARTING }, false);
  }
  addEventListener("pagehide", part);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") part();
    else { lookAgain(); if (dirty && !account) autosave(); }
  });
  addEventListener("focus", lookAgain);
  addEventListener("online", () => { retry = FIRST_RETRY; if (account) lookAgain(); else if (wanted) submit(); else if (dirty) autosave(); });
  addEventListener("offline", () => { if (dirty && !account) say("offline"); });
  addEventListener("beforeunload", (event) => { if (dirty && !leaving && !keepHere()) event.preventDefault(); });
  addEventListener("pageshow", (event) => { if (event.persisted) { leaving = busy = false; wanted = null; who(); } });

  async function leave(go) {
    keepHere();
    if (!account) await Promise.race([flush({ limit: 1500 }), pause(1500)]);
    go();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!dirty || link.origin !== location.origin || (link.target && link.target !== "_self") || link.hasAttribute("download")) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    leave(() => location.assign(link.href));
  });

  /* The other forms of the page: the language, the appearance, "Discard it". */
  let passing = false;
  document.addEventListener("submit", (event) => {
    const other = event.target;
    if (other === form || other.id === "login-here" || event.defaultPrevented || passing) return;
    if (event.submitter?.name === "discard") {
      leaving = true;
      for (const timer of Object.values(timers)) clearTimeout(timer);
      Kept.erase(owner, page());
      other.append(Object.assign(document.createElement("input"), { type: "hidden", name: "page", value: page() }));
      return;
    }
    const next = other.querySelector("input[name=next]");
    if (next) next.value = here;
    if (!dirty) return;
    event.preventDefault();
    leave(() => { passing = true; other.requestSubmit(event.submitter); passing = false; });
  });

  // ---- beginning ----

  /* Every open page holds its own name, so that other windows see that somebody looks after its text. */
  let letGo = () => {};
  const lock = (name) => `dvk:${name}`;

  function hold() {
    letGo();
    return new Promise((known) => {
      if (!navigator.locks) return known(true);
      navigator.locks.request(lock(page()), { ifAvailable: true }, (held) => {
        known(Boolean(held));
        return held && new Promise((done) => { letGo = done; });
      });
    });
  }
  addEventListener("pagehide", () => letGo());
  addEventListener("pageshow", (event) => { if (event.persisted) hold(); });

  async function openElsewhere() {
    const { held } = (await navigator.locks?.query()) || { held: [] };
    return new Set(held.map((one) => one.name));
  }

  /* A copy of the page in another window, made by the browser, gets a name of its own. */
  function rename() {
    const bytes = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    form.querySelector("input[name=page]").value = bytes.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    return hold();
  }

  /* What this browser kept and the server lacks: the newest text into the fields, older ones to the server. */
  async function findText(again = true) {
    const alive = await openElsewhere();
    const stands = Kept.textOf(Kept.read(form));
    const restored = bar.dataset.restored ? Date.parse(bar.dataset.restored) : 0;
    const chain = new Set([page(), ...[...form.querySelectorAll("input[name=restored]")].map((one) => one.value.split("@")[0])]);
    let isSkipped = false;
    for (const entry of Kept.entries(owner)) {
      if (alive.has(lock(entry.page)) && entry.page !== page()) isSkipped = true;
      else if (Kept.textOf(entry.pairs) === stands) Kept.erase(owner, entry.page);
      else if (!dirty && (entry.at > restored || chain.has(entry.page))) {
        Kept.put(form, entry.pairs);
        hold();
        initial = null;
        note("local", clock(entry.at));
        typed();
      } else if (entry.page !== page()) {
        const result = await deliver(entry.pairs);
        if (result.is !== "saved") continue;
        Kept.erase(owner, entry.page);
        note("further", clock(entry.at), `${here}?writing=${entry.page}`);
      }
    }
    if (isSkipped && again) later("again", 1000, () => findText(false)); // a window that just closes still holds its name
  }

  async function begin() {
    form.setAttribute("autocomplete", "off"); // the browser's own memory knows nothing of versions
    last = Kept.textOf(Kept.read(form));
    if (!bar.dataset.restored && !document.querySelector(".wrongs")) initial = last;
    for (const kind of ["input", "change"]) form.addEventListener(kind, typed);
    new MutationObserver((changes) => {
      const holds = (node) => node.matches?.("input, select, textarea") || node.querySelector?.("input, select, textarea");
      if (changes.some((change) => [...change.addedNodes, ...change.removedNodes].some(holds))) typed();
    }).observe(form, { childList: true, subtree: true });
    const came = performance.getEntriesByType("navigation")[0]?.type;
    if (came === "back_forward" && await who() !== "silent" && !dirty) {
      location.replace(`${here}?writing=${page()}`); // an old copy of the page: the server knows what was typed since
      return;
    }
    if (!await hold()) await rename();
    await findText();
  }
  begin();
})();
