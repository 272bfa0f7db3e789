/* The commune of a form: choices come as one types. Without this file one types the name and the département: the text sent is the same. */
(function () {
  "use strict";

  function line(tag, name, text) {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    return element;
  }

  function choice(data) {
    const row = line("div", "municipality-choice", "");
    row.appendChild(line("span", "municipality-name", data.label));
    row.appendChild(line("span", "municipality-more", [(data.postcodes || []).join(", "), data.epci].filter(Boolean).join(" · ")));
    return row;
  }

  function enhance(input) {
    if (input.tomselect || !window.TomSelect) { return; }
    const select = new TomSelect(input, {
      valueField: "label", labelField: "label", searchField: [], delimiter: "\u0000",
      maxItems: 1, maxOptions: 12, loadThrottle: 150, create: true, createOnBlur: true, persist: false, selectOnTab: true,
      hidePlaceholder: true,
      shouldLoad: function (text) { return text.trim().length > 1; },
      load: function (text, show) {
        this.clearOptions();
        fetch(input.dataset.municipality + "?q=" + encodeURIComponent(text), { credentials: "same-origin" })
          .then(function (answer) { return answer.ok ? answer.json() : []; })
          .then(show).catch(function () { show(); });
      },
      render: {
        option: choice,
        item: function (data) { return line("div", "municipality-chosen", data.label); },
        option_create: function () { return line("div", "municipality-none", ""); },
        no_results: function () { return line("div", "no-results", "Aucune commune de la région ne ressemble à cela."); },
        loading: function () { return line("div", "no-results", "Recherche…"); }
      }
    });
    const control = select.control_input;
    ["aria-describedby", "aria-invalid", "aria-required"].forEach(function (name) {
      if (input.hasAttribute(name)) { control.setAttribute(name, input.getAttribute(name)); }
    });
    /* A chosen commune opens as text again, so that one corrects it instead of starting over. */
    select.on("dropdown_open", function () { if (!control.value && select.items.length) { control.select(); } });
  }

  function all(root) { root.querySelectorAll("input[data-municipality]").forEach(enhance); }

  function start() { all(document); }
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
  document.addEventListener("htmx:load", function (event) { all(event.target); });
})();
