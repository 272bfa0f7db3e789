/* The admin's export: one box chooses every column. */
document.addEventListener("DOMContentLoaded", function () {
  "use strict";
  const all = document.getElementById("select-all");
  if (!all) { return; }
  all.parentElement.hidden = false;
  all.addEventListener("change", function () {
    document.querySelectorAll(".selectable-field-export-row input[type=checkbox]").forEach(function (box) { box.checked = all.checked; });
  });
});
