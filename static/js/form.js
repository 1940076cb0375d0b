// Counts characters while typing, and hides the fields that do not apply to the chosen submitter or kind.
"use strict";

for (const counter of document.querySelectorAll("[data-counts]")) {
  const area = document.getElementById(counter.dataset.counts);
  const count = () => { counter.textContent = area.value.length; };
  area.addEventListener("input", count);
  count();
}

// field → the radio value with which it applies
const APPLIES = { collective_name: ["submitter_type", "collective"], continues: ["novelty", "continued"] };

for (const [name, [choice, value]] of Object.entries(APPLIES)) {
  const field = document.getElementById(`f-${name}`);
  const radios = document.querySelectorAll(`input[name="${choice}"]`);
  if (!field || !radios.length) continue;
  const control = field.querySelector("input, select, textarea");
  const show = () => {
    const applies = [...radios].some((radio) => radio.checked && radio.value === value);
    field.hidden = control.disabled = !applies;
  };
  for (const radio of radios) radio.addEventListener("change", show);
  show();
}
