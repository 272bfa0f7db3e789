/* A form that is saved as one writes (htmx does it): when one leaves by a button, what is under way ends first, and nothing starts. */
(function () {
  "use strict";
  const saver = document.querySelector("[data-autosave]");
  if (!saver) { return; }
  const form = saver.closest("form");
  let busy = false, leaving = null;

  document.body.addEventListener("htmx:beforeRequest", function (event) {
    if (event.detail.elt !== saver) { return; }
    if (leaving) { event.preventDefault(); } else { busy = true; }
  });
  document.body.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.elt !== saver) { return; }
    busy = false;
    if (leaving) { setTimeout(function () { form.requestSubmit(leaving.button || undefined); }, 50); } /* after the swap */
  });
  form.addEventListener("submit", function (event) {
    leaving = leaving || { button: event.submitter };
    if (busy) { event.preventDefault(); }
  });
  window.addEventListener("pageshow", function () { leaving = null; });
})();
