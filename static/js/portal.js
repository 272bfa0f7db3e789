/* What JavaScript adds to pages that work without it. */
(function () {
  "use strict";
  const wide = window.matchMedia("(min-width: 62em)");
  let open = new Set(); // what the person unfolded, kept when htmx replaces a fragment

  /* The form's own token goes with every request that htmx sends for it. */
  document.addEventListener("htmx:configRequest", function (event) {
    if (event.detail.verb === "get") { return; }
    const form = event.detail.elt.closest("form");
    const field = (form || document).querySelector("[name=csrfmiddlewaretoken]") || document.querySelector("[name=csrfmiddlewaretoken]");
    if (field) { event.detail.headers["X-CSRFToken"] = field.value; }
  });

  /* Facets: a column where there is room for one, folded on a phone. */
  function fold() {
    document.querySelectorAll("details.facets").forEach(function (facets) {
      facets.toggleAttribute("data-unfolded", wide.matches);
      facets.open = wide.matches || open.has("facets");
    });
  }

  function key(details) {
    const legend = details.parentElement.querySelector("legend, h2, h3");
    return details.matches(".facets") ? "facets" : details.id || (legend ? legend.textContent : details.firstElementChild.textContent);
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    open = new Set();
    event.detail.target.querySelectorAll("details[open]").forEach(function (details) {
      if (!details.matches("[data-unfolded]")) { open.add(key(details)); }
    });
  });

  document.addEventListener("htmx:afterSwap", function () {
    document.querySelectorAll("main details:not(.facets)").forEach(function (details) {
      if (open.has(key(details))) { details.open = true; }
    });
    fold();
    look(document);
  });

  /* A form that came back with errors: its summary takes the focus. */
  function look(root) {
    const summary = root.querySelector("[data-takes-focus]");
    if (summary) { summary.removeAttribute("data-takes-focus"); summary.focus(); }
  }

  /* A request that failed says so, in the page. */
  function tell(text) {
    const place = document.getElementById("messages");
    if (!place) { return; }
    const box = document.createElement("p");
    box.className = "alert alert-danger";
    box.textContent = text;
    place.replaceChildren(box);
    place.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("htmx:responseError", function (event) {
    const status = event.detail.xhr.status;
    if (status === 429) { tell("Trop de demandes en peu de temps. Attendez une minute, puis recommencez."); }
    else if (status === 403) { tell("Cette action n’est plus permise. Rechargez la page, puis recommencez."); }
    else if (status >= 500) { tell("Le portail n’a pas pu répondre. Rien n’est perdu : recommencez dans un instant."); }
  });
  document.addEventListener("htmx:sendError", function () { tell("Le réseau ne répond pas. Vérifiez votre connexion, puis recommencez."); });

  /* The phone's menu closes with Escape and when one leaves it. */
  document.addEventListener("keydown", function (event) {
    const menu = document.querySelector(".nav-s[open]");
    if (event.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("click", function (event) {
    const menu = document.querySelector(".nav-s[open]");
    if (menu && !menu.contains(event.target)) { menu.open = false; }
  });

  wide.addEventListener("change", fold);
  fold();
  look(document);
})();
