/* Long facets: a field that finds a value among those shown and those folded away. And the number of answers, said aloud. */
(function () {
  "use strict";

  function bare(text) { return text.normalize("NFD").replace(/[\u0300-\u036f’']/g, " ").toLowerCase().replace(/\s+/g, " ").trim(); }

  function equip(facet) {
    if (facet.querySelector(".facet-search")) { return; }
    const legend = facet.querySelector("legend");
    const more = facet.querySelector(".facet-more");
    const rows = Array.from(facet.querySelectorAll(".form-check"));
    const field = document.createElement("input");
    field.type = "search";
    field.className = "form-control facet-search";
    field.autocomplete = "off";
    field.placeholder = "Chercher";
    field.setAttribute("aria-label", "Chercher parmi : " + legend.textContent.trim());
    const none = document.createElement("p");
    none.className = "muted mb-0";
    none.setAttribute("role", "status");
    legend.after(field);
    facet.append(none);

    field.addEventListener("input", function () {
      const sought = bare(field.value);
      let found = 0;
      rows.forEach(function (row) {
        const match = !sought || bare(row.querySelector("label").textContent).includes(sought);
        row.hidden = !match;
        found += match ? 1 : 0;
      });
      if (more) {
        if (sought && !more.open) { more.dataset.openedBySearch = "1"; more.open = true; }
        if (!sought && more.dataset.openedBySearch) { delete more.dataset.openedBySearch; more.open = false; }
      }
      none.textContent = found ? "" : "Aucun choix ne contient « " + field.value.trim() + " ».";
    });
    /* It narrows the choices, not the list: the form does not hear of it. */
    field.addEventListener("change", function (event) { event.stopPropagation(); });
    field.addEventListener("keydown", function (event) {
      if (event.key === "Enter") { event.preventDefault(); }
      if (event.key === "Escape" && field.value) { field.value = ""; field.dispatchEvent(new Event("input")); }
    });
  }

  function look() { document.querySelectorAll(".facet[data-searchable]").forEach(equip); }

  /* The list was replaced: the focus stays where it was, and the number of answers is said. */
  let focused = "";
  document.addEventListener("htmx:beforeSwap", function () { focused = document.activeElement ? document.activeElement.id : ""; });
  document.addEventListener("htmx:afterSettle", function () {
    look();
    const was = focused && document.getElementById(focused);
    if (was && document.activeElement === document.body) { was.focus({ preventScroll: true }); }
    const said = document.getElementById("annonce"), total = document.querySelector("#resultats [data-total]");
    if (said && total) { said.textContent = total.textContent.trim(); }
  });
  look();
})();
