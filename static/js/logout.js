// At logout the browser forgets the texts that it keeps for the account; other windows hear of it and keep nothing either.
"use strict";

document.querySelector('form[action$="/logout/"]')?.addEventListener("submit", () => {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("dvk:")) localStorage.removeItem(key);
    localStorage.setItem("dvk-logout", Date.now());
    localStorage.removeItem("dvk-logout");
  } catch { /* nothing can be kept here, so nothing has to be erased */ }
});
