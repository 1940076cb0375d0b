// Offers today's units while a name of now or then is typed. Without this file the list finds them once it is sent.
"use strict";

for (const field of document.querySelectorAll("[data-finds-units]")) {
  const list = document.getElementById(field.getAttribute("list"));
  let timer = 0;
  let asked = "";

  const look = async () => {
    const words = field.value.trim();
    if (words === asked || words.length < 2) return;
    asked = words;
    try {
      const answer = await fetch(`${field.dataset.findsUnits}?${new URLSearchParams({ q: words })}`, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const units = await answer.json();
      if (words !== asked) return;
      list.replaceChildren(...units.map(({ label, was }) => {
        const option = document.createElement("option");
        option.value = label;
        if (was) option.label = `${label} (${was})`;
        return option;
      }));
    } catch {
      if (words === asked) asked = ""; // no line: asked again at the next key
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 300); // ms after the last key
  });
}
