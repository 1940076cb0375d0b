// Looks for models like the name that is being typed and shows them under it. Without this file they stand there once it is saved.
"use strict";

(() => {
  const PAUSE = 600; // ms after the last key
  const FEWEST_WORDS = 3;
  const region = document.querySelector("[data-similar]");
  const title = document.getElementById("id_title");
  if (!region || !title) return;
  title.closest(".in").append(region);

  let timer = 0;
  let asked = title.value.trim();
  let running = null;

  async function look() {
    const words = title.value.trim();
    if (words === asked) return;
    asked = words;
    running?.abort();
    if (words.split(/\s+/).length < FEWEST_WORDS) {
      region.replaceChildren();
      return;
    }
    running = new AbortController();
    const query = new URLSearchParams({ title: words.slice(0, 500), of: region.dataset.of });
    try {
      const answer = await fetch(`${region.dataset.similar}?${query}`, { credentials: "same-origin", signal: running.signal });
      if (!answer.ok || answer.redirected) return;
      const found = await answer.text();
      if (words === asked && found.trim() !== region.innerHTML.trim()) region.innerHTML = found;
    } catch {
      if (words === asked) asked = ""; // no line: asked again at the next key
    }
  }

  title.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
})();
