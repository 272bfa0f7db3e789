/* The team's desk: names for what Django's own pages leave without one, for those who do not see it. */
(function () {
  "use strict";
  if (document.documentElement.dataset.desk) { return; }
  document.documentElement.dataset.desk = "named";

  function name() {
    document.querySelectorAll(".search-label-icon:not([role])").forEach(function (icon) { icon.setAttribute("role", "img"); });
    document.querySelectorAll("th.original:empty, .inline-group thead th:empty").forEach(function (head) {
      const words = document.createElement("span");
      words.className = "visually-hidden";
      words.textContent = "Ligne";
      head.append(words);
    });
    document.querySelectorAll('td.delete input[type="checkbox"]:not([aria-label])').forEach(function (box) {
      box.setAttribute("aria-label", "Supprimer cette ligne");
    });
  }

  /* The fields of a line of a table bear the name of their column. */
  function label() {
    document.querySelectorAll(".inline-group .tabular tbody td[class^='field-']").forEach(function (cell) {
      const field = cell.querySelector("input:not([type=hidden]), select, textarea");
      const head = cell.closest("table").querySelector("thead th.column-" + cell.classList[0].slice(6));
      if (field && head && !field.labels.length && !field.hasAttribute("aria-label")) {
        field.setAttribute("aria-label", head.firstChild.textContent.trim());
      }
    });
  }

  /* The search inside a list of proposals bears the name of its field. */
  function search() {
    document.querySelectorAll(".select2-container").forEach(function (box) {
      const select = box.previousElementSibling, fields = box.querySelectorAll(".select2-search__field, [role=textbox]");
      const words = select && select.labels && select.labels.length ? select.labels[0].textContent.trim().replace(/\s*:$/, "") : "Chercher";
      fields.forEach(function (field) { field.setAttribute("aria-label", words); });
    });
  }

  /* On a phone the lines of a list are stacked, each value under the name of its column: see admin.css. */
  function stack() {
    const table = document.getElementById("result_list");
    if (!table) { return; }
    table.querySelectorAll("thead th").forEach(function (head, index) {
      const words = head.querySelector(".text");
      if (!words || head.classList.contains("action-checkbox-column")) { return; }
      table.querySelectorAll("tbody tr").forEach(function (row) {
        if (row.cells[index] && row.cells[index].tagName === "TD") { row.cells[index].dataset.label = words.textContent.trim(); }
      });
    });
    table.classList.add("stacked");
  }

  /* Wide lines scroll inside their group: the keyboard must reach it. */
  function reach() {
    document.querySelectorAll(".inline-group:not([tabindex])").forEach(function (group) {
      const title = group.querySelector("h2");
      group.tabIndex = 0;
      group.setAttribute("role", "group");
      if (title) { group.setAttribute("aria-label", title.textContent.trim()); }
    });
  }

  /* On a phone the filters come before the list, folded. */
  function fold() {
    const filters = document.getElementById("changelist-filter");
    if (!filters || !window.matchMedia("(max-width: 767px)").matches) { return; }
    filters.classList.add("folded");
    filters.querySelectorAll("details").forEach(function (group) {
      const first = group.querySelector("li");
      group.open = !(first && first.classList.contains("selected"));
    });
  }

  stack();
  fold();
  window.addEventListener("load", reach);
  window.addEventListener("load", label);
  window.addEventListener("load", function () { window.setTimeout(search, 0); });
  document.addEventListener("formset:added", label);
  window.addEventListener("load", function () { window.setTimeout(name, 0); });
  document.addEventListener("formset:added", name);
})();
