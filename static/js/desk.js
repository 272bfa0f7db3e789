/* The team's desk: names for what Django's own pages leave without one, for those who do not see it. */
(function () {
  "use strict";

  function name() {
    document.querySelectorAll(".search-label-icon:not([role])").forEach(function (icon) { icon.setAttribute("role", "img"); });
    document.querySelectorAll("th.original:empty").forEach(function (head) {
      const words = document.createElement("span");
      words.className = "visually-hidden";
      words.textContent = "Ligne";
      head.append(words);
    });
    document.querySelectorAll('td.delete input[type="checkbox"]:not([aria-label])').forEach(function (box) {
      box.setAttribute("aria-label", "Supprimer cette ligne");
    });
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

  window.addEventListener("load", reach);
  window.addEventListener("load", function () { window.setTimeout(name, 0); });
  document.addEventListener("formset:added", name);
})();
