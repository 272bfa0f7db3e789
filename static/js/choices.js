/* Long lists of boxes to tick, folded in groups: a field that finds a box in all of them, and how many each group has ticked. */
(function () {
  "use strict";

  function bare(text) { return text.normalize("NFD").replace(/[\u0300-\u036f’']/g, " ").toLowerCase().replace(/\s+/g, " ").trim(); }

  function count(group) {
    const ticked = group.querySelectorAll("input:checked").length;
    group.querySelector("[data-chosen]").textContent = ticked ? ticked + "\u00a0choix" : "";
  }

  function equip(list) {
    const legend = list.querySelector("legend"), groups = Array.from(list.querySelectorAll(".choice-group"));
    const field = document.createElement("input"), none = document.createElement("p");
    field.type = "search";
    field.className = "form-control mb-2";
    field.autocomplete = "off";
    field.placeholder = "Chercher";
    field.setAttribute("aria-label", "Chercher parmi : " + legend.firstChild.textContent.trim());
    none.className = "muted mb-0";
    none.setAttribute("role", "status");
    list.querySelector(".choice-scroll").before(field);
    list.append(none);

    field.addEventListener("input", function (event) {
      event.stopPropagation(); /* it narrows what one sees: the form does not hear of it */
      const sought = bare(field.value);
      let found = 0;
      groups.forEach(function (group) {
        const whole = sought && bare(group.querySelector("summary").firstChild.textContent).includes(sought);
        let here = 0;
        group.querySelectorAll(".form-check").forEach(function (row) {
          const match = !sought || whole || bare(row.textContent).includes(sought);
          row.hidden = !match;
          here += match ? 1 : 0;
        });
        group.hidden = !here;
        found += here;
        if (sought && here && !group.open) { group.dataset.opened = "1"; group.open = true; }
        if (!sought && group.dataset.opened) { delete group.dataset.opened; group.open = Boolean(group.querySelector("input:checked")); }
      });
      none.textContent = found ? "" : "Aucun choix ne contient « " + field.value.trim() + " ».";
    });
    field.addEventListener("change", function (event) { event.stopPropagation(); });
    field.addEventListener("keydown", function (event) {
      if (event.key === "Enter") { event.preventDefault(); }
      if (event.key === "Escape" && field.value) { field.value = ""; field.dispatchEvent(new Event("input")); }
    });
    list.addEventListener("change", function (event) {
      const group = event.target.closest(".choice-group");
      if (group) { count(group); }
    });
  }

  document.querySelectorAll("[data-choice-groups]").forEach(equip);
})();
