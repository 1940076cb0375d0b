// Tables of figures: rows are added and removed, and a number is shown back in words while it is typed.
"use strict";

for (const table of document.querySelectorAll("[data-rows]")) {
  const name = table.dataset.rows;
  const pattern = table.querySelector("template[data-new-row]").content.firstElementChild;
  const buttons = table.querySelector("template[data-buttons]").content;
  const rows = () => [...table.querySelectorAll(":scope > .figure-row")];
  const cell = (row, column) => row.querySelector(`[data-column="${column}"]`);
  const isBlank = (row) => [...row.querySelectorAll("input, select")].every((one) => (one.type === "checkbox" ? !one.checked : !one.value));
  const numberOf = (row) => Number(/-(\d+)-\w+$/.exec(row.querySelector("[name]").name)[1]);

  const adding = document.createElement("div");
  adding.append(buttons.querySelector(".figure-add").cloneNode(true));
  table.append(adding);

  function make() {
    const row = pattern.cloneNode(true);
    const number = Math.max(-1, ...rows().map(numberOf)) + 1;
    for (const one of row.querySelectorAll("[name], [id], [for]")) {
      for (const part of ["name", "id", "for"]) {
        const said = one.getAttribute(part);
        if (said) one.setAttribute(part, said.replace("-new-", `-${number}-`));
      }
    }
    dress(row);
    adding.before(row);
    count();
    return row;
  }

  function dress(row) {
    const remove = buttons.querySelector(".figure-remove").cloneNode(true);
    remove.addEventListener("click", () => {
      const next = row.nextElementSibling === adding ? row.previousElementSibling : row.nextElementSibling;
      row.remove();
      count();
      (next?.querySelector(".figure-remove") || adding.querySelector("button")).focus();
    });
    cell(row, "note").parentNode.after(remove);
    let waiting = 0;
    const ask = () => { clearTimeout(waiting); waiting = setTimeout(() => showBack(row), 400); };
    for (const kind of ["input", "change"]) row.addEventListener(kind, ask);
  }

  /* Rows are told apart by their place, as the sentences of the server name them. */
  function count() {
    rows().forEach((row, at) => row.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+/, at + 1)));
  }

  /* What the number says, asked of the server, which alone knows how people write. */
  async function showBack(row) {
    const said = row.querySelector("[data-words]");
    const text = cell(row, "value").value.trim();
    const chosen = [...row.querySelectorAll("select")].map((one) => one.selectedOptions[0]).find((one) => one?.dataset.dimension);
    if (!text || !chosen) { said.textContent = ""; return; }
    const { dimension, units } = chosen.dataset;
    const asked = new URLSearchParams({ text, dimension, units, qualifier: cell(row, "qualifier").value });
    try {
      const answer = await fetch(`${table.dataset.amounts}?${asked}`, { credentials: "same-origin" });
      if (!answer.ok || text !== cell(row, "value").value.trim()) return;
      const { shown, words, sentence } = await answer.json();
      said.classList.toggle("is-wrong", Boolean(sentence));
      said.textContent = sentence || `${shown} (${words})`;
    } catch { /* without a line the number is read when it is saved */ }
  }

  for (const row of rows()) dress(row);
  for (const row of rows().slice(1).reverse()) if (isBlank(row)) row.remove();
  adding.querySelector("button").addEventListener("click", () => make().querySelector("select, input").focus());
  document.addEventListener("rows:need", ({ detail }) => {
    if (detail.name !== name) return;
    const known = new Set(rows().map(numberOf));
    while (known.size < 60 && Math.max(-1, ...known) + 1 < detail.count) known.add(numberOf(make()));
  });
}
