// The total of an appraisal while its points are typed. Without this script it stands there after each save.
(function () {
  "use strict";
  var total = document.querySelector("[data-total]");
  var fields = Array.prototype.slice.call(document.querySelectorAll("[data-points]"));
  if (!total || !fields.length) return;

  function read(field) {
    var typed = field.value.trim().replace(",", ".");
    return /^\d{1,4}(\.\d)?$/.test(typed) && Number(typed) <= Number(field.dataset.points) ? Number(typed) : 0;
  }

  function show() {
    var sum = fields.reduce(function (points, field) { return points + read(field); }, 0);
    total.textContent = new Intl.NumberFormat(document.documentElement.lang).format(Math.round(sum * 10) / 10);
  }

  fields.forEach(function (field) { field.addEventListener("input", show); });
  show();
})();
