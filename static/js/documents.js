/* Photos and papers: each file is sent on its own, photos are made smaller first, and the page stays as it is.
   Touches nothing outside the section of the documents. Everything here also works without this file, by a plain form. */
(() => {
  "use strict";
  const section = document.querySelector("[data-documents]");
  if (!section) return;
  const list = section.querySelector("[data-list]");
  const none = section.querySelector("[data-none]");
  const form = section.querySelector("form[data-attach]");
  const words = section.querySelector("[data-words]").content.firstElementChild.dataset;
  const kept = form.dataset.kept.split(",");

  /* The token as it is now: it changes when the person signs in again in another window. */
  const token = (of) => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || of.elements.csrfmiddlewaretoken.value;

  /* Send a form's content; answer what the server said, or {sentence} and whether to try again makes sense. */
  async function send(of, body) {
    body.delete("csrfmiddlewaretoken");
    let answer;
    try {
      answer = await fetch(of.action, {
        method: "POST",
        body,
        headers: { "X-Requested-With": "fetch", "X-CSRFToken": token(of) },
        credentials: "same-origin",
        redirect: "manual", /* it would lead to the login */
      });
    } catch {
      return { sentence: navigator.onLine === false ? words.offline : words.broken, again: true };
    }
    if (answer.type === "opaqueredirect") return { sentence: words.door, again: true };
    if (answer.status === 413) return { sentence: words.large };
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return { sentence: words.refused, again: true };
    try {
      return await answer.json();
    } catch {
      return { sentence: words.broken, again: true };
    }
  }

  function show(html) {
    const made = document.createElement("template");
    made.innerHTML = html; /* a row that the server has rendered and escaped */
    const row = made.content.firstElementChild;
    if (section.querySelector(`[data-document="${row.dataset.document}"]`)) return;
    list.append(row);
    none.hidden = true;
  }

  /* ---- attach ---- */

  /* The photo as a JPEG no longer than the registry keeps it; the file itself where the browser cannot, or need not. */
  async function smaller(file, longest) {
    if (!file.type.startsWith("image/") || file.type === "image/svg+xml" || !window.createImageBitmap) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const share = Math.min(1, longest / Math.max(picture.width, picture.height));
      const isKnown = kept.includes(file.type);
      if (share === 1 && isKnown) { picture.close(); return file; }
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * share));
      canvas.height = Math.max(1, Math.round(picture.height * share));
      const ground = canvas.getContext("2d");
      ground.fillStyle = "white";
      ground.fillRect(0, 0, canvas.width, canvas.height);
      ground.imageSmoothingQuality = "high";
      ground.drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.88));
      canvas.width = canvas.height = 0; /* phones are short of memory */
      if (!made || (isKnown && made.size >= file.size)) return file;
      return new File([made], `${file.name.replace(/\.[^.]*$/, "")}.jpg`, { type: "image/jpeg" });
    } catch {
      return file; /* the server can do it too */
    }
  }

  const uploads = section.querySelector("[data-uploads]");
  let line = Promise.resolve(); /* one after the other: on a poor line two at once are both late */

  /* A line that says what becomes of a file, and the way to change what it says. */
  function say(called) {
    const row = document.createElement("li");
    const name = document.createElement("b");
    const said = document.createElement("span");
    name.textContent = called;
    row.append(name, " ", said);
    uploads.append(row);
    return [row, (sentence, isWrong = false) => {
      said.textContent = sentence;
      row.classList.toggle("is-wrong", isWrong);
    }];
  }

  /* Lines of what is over go; those that can be tried again stay. */
  function tidy() {
    for (const done of uploads.querySelectorAll(".is-done, .is-wrong")) if (!done.querySelector("button")) done.remove();
  }

  function queue(file, facts) {
    const [row, tell] = say(file.name);

    async function go() {
      tell(words.smaller);
      const made = await smaller(file, Number(form.dataset.longest));
      if (made.size > Number(form.dataset.mostBytes)) return tell(words.large, true);
      tell(words.sending);
      const body = new FormData();
      for (const [key, value] of facts) body.append(key, value);
      body.append("files", made, made.name);
      const answer = await send(form, body);
      for (const attached of answer.documents || []) show(attached.html);
      for (const error of answer.errors || []) if (error.known) show(error.known);
      const sentence = answer.sentence || answer.errors?.[0]?.sentence;
      if (!sentence) {
        tell(words.attached);
        row.classList.add("is-done");
        return undefined;
      }
      tell(sentence, true);
      if (answer.again) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn-secondary";
        button.textContent = words.again;
        button.addEventListener("click", () => { button.remove(); start(); });
        row.append(" ", button);
      }
      return undefined;
    }
    function start() {
      tell(words.waiting);
      line = line.then(go).catch(() => tell(words.refused, true));
    }
    start();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const files = [...form.elements.files.files];
    const facts = [...new FormData(form)].filter(([key]) => !["files", "csrfmiddlewaretoken"].includes(key));
    tidy();
    for (const file of files) queue(file, facts);
    form.elements.files.value = "";
    form.elements.caption.value = "";
  });

  /* ---- remove ---- */

  section.addEventListener("submit", async (event) => {
    const removing = event.target.closest("form[data-remove]");
    if (!removing) return;
    event.preventDefault();
    event.stopPropagation();
    const button = removing.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    const answer = await send(removing, new FormData(removing));
    button.disabled = false;
    if (answer.removed) {
      const row = removing.closest("[data-document]");
      tidy();
      const [line, tell] = say(row.querySelector(".named").textContent);
      line.classList.add("is-done");
      tell(words.removed);
      row.remove();
      none.hidden = Boolean(list.firstElementChild);
      section.querySelector("h2").focus();
      return;
    }
    let wrong = removing.querySelector(".wrong-text");
    if (!wrong) {
      wrong = document.createElement("p");
      wrong.className = "wrong-text";
      wrong.setAttribute("role", "alert");
      removing.prepend(wrong);
    }
    wrong.textContent = answer.sentence || answer.errors?.[0]?.sentence || words.refused;
  });
})();
