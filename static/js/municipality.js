/* The commune of a form: choices come as one types (a combobox, WAI-ARIA APG). The field stays a text field: what is sent is what
   one reads in it, picked or written by hand; without this file one writes the name and the département. */
(function () {
  "use strict";
  let count = 0;

  function make(tag, name, text) {
    const element = document.createElement(tag);
    element.className = name;
    if (text) { element.textContent = text; }
    return element;
  }

  function details(commune) {
    const former = commune.former.length ? "anciennement " + commune.former.join(", ") : "";
    return [former, commune.postcodes.join(", "), commune.epci].filter(Boolean).join(" · ");
  }

  function enhance(input) {
    if (input.dataset.enhanced) { return; }
    input.dataset.enhanced = "yes";
    const id = "communes-" + (count += 1);
    const list = make("div", "municipality-list");
    const status = make("span", "municipality-status");
    let active = -1, asked = 0, timer = 0, known = input.value;

    list.id = id; list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Communes");
    status.setAttribute("role", "status");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", id);
    input.after(list, status);

    function close() {
      list.hidden = true; active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function point(index) {
      const options = list.children;
      if (!options.length) { return; }
      if (active >= 0) { options[active].setAttribute("aria-selected", "false"); }
      active = (index + options.length) % options.length;
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
    }

    function choose(option) {
      input.value = known = option.dataset.label;
      status.textContent = "";
      close();
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function show(communes) {
      list.replaceChildren();
      communes.forEach(function (commune, index) {
        const option = make("div", "municipality-choice");
        option.id = id + "-" + index;
        option.dataset.label = commune.label;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.append(make("span", "municipality-name", commune.label), " ");
        option.append(make("span", "municipality-more", details(commune)));
        list.append(option);
      });
      active = -1;
      list.hidden = !communes.length;
      /* Under the field, whatever holds it; not wider than what is left of the page. */
      list.style.left = input.offsetLeft + "px";
      list.style.top = input.offsetTop + input.offsetHeight + 2 + "px";
      list.style.minWidth = input.offsetWidth + "px";
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
      status.textContent = communes.length > 1 ? communes.length + " communes" : communes.length ? "1 commune" : "Aucune commune de la région ne ressemble à cela.";
    }

    function ask() {
      const text = input.value.trim(), number = (asked += 1);
      if (text.length < 2 || text === known) { close(); status.textContent = ""; return; }
      fetch(input.dataset.municipality + "?q=" + encodeURIComponent(text), { headers: { Accept: "application/json" }, credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.json() : null; })
        .then(function (communes) { if (communes && number === asked && document.activeElement === input) { show(communes); } })
        .catch(function () { close(); });
    }

    input.addEventListener("input", function () { known = ""; clearTimeout(timer); timer = setTimeout(ask, 150); });
    input.addEventListener("blur", function () { asked += 1; clearTimeout(timer); close(); status.textContent = ""; });
    input.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) { known = ""; ask(); } else { point(active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1)); }
        event.preventDefault();
      } else if (event.key === "Enter" && !list.hidden && active >= 0) {
        event.preventDefault(); choose(list.children[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault(); event.stopPropagation(); close();
      }
    });
    list.addEventListener("mousedown", function (event) {
      event.preventDefault();  /* the field keeps the focus */
      const option = event.target.closest("[role=option]");
      if (option && event.button === 0) { choose(option); }
    });
  }

  function all(root) { root.querySelectorAll("input[data-municipality]").forEach(enhance); }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", function () { all(document); }); } else { all(document); }
  document.addEventListener("htmx:load", function (event) { all(event.target); });
})();
