/* Attendance at the door: what is ticked is kept on the device with its hour, shown at once, and sent when the network allows.
   Only numbers are kept, no name. Sent twice, a mark is the same mark. */
(function () {
  "use strict";
  const page = document.querySelector("[data-attendance][data-slot]");
  const list = page && page.querySelector("[data-list]"), scan = page && page.querySelector("[data-code]");
  if (!page || !(list || scan)) { return; }
  const KEY = "pointages", slot = page.dataset.slot;
  const token = page.querySelector("[name=csrfmiddlewaretoken]");
  const waiting = page.querySelector("[data-waiting]"), refused = page.querySelector("[data-refused]");
  let spare = [], busy = false, why = "", seen = "";

  function queue() {
    try { return JSON.parse(localStorage.getItem(KEY) || "[]"); } catch (error) { return spare; }
  }
  function keep(items) {
    spare = items;
    try { localStorage.setItem(KEY, JSON.stringify(items)); } catch (error) { /* kept by the page alone */ }
  }
  function drop(id) { keep(queue().filter(function (item) { return item.id !== id; })); }

  function draw(person, mark) {
    const row = page.querySelector('[data-person="' + person + '"]');
    if (!row) { return; }
    row.dataset.mark = mark;
    row.querySelectorAll("button").forEach(function (button) { button.setAttribute("aria-pressed", String(button.name === mark)); });
  }
  function count() {
    const absent = page.querySelectorAll('[data-person][data-mark="absent"]').length;
    if (!page.querySelector("[data-search] [name=q]").defaultValue) { /* the whole list is there */
      page.querySelector("[data-present]").textContent = page.querySelectorAll('[data-person][data-mark="present"]').length;
      page.querySelector("[data-absent]").textContent = absent;
      page.querySelector("[data-absent-plural]").textContent = absent > 1 ? "s" : "";
    }
    const left = queue().length;
    waiting.hidden = !left && !seen && !waiting.textContent;
    const words = left ? left + (left > 1 ? " pointages" : " pointage") + " à envoyer." + why : seen || (waiting.hidden ? "" : "Tout est envoyé.");
    if (waiting.textContent !== words) { waiting.textContent = words; }
  }
  function refuse(words) {
    refused.textContent = words;
    refused.hidden = !words;
  }

  function add(name, value) {
    const item = { id: Date.now() + "-" + Math.random(), path: location.pathname, seance: slot, name: name, value: value, vu: new Date().toISOString() };
    keep(queue().filter(function (other) {
      return name === "code" || other.name === "code" || other.seance !== slot || other.value !== value;
    }).concat(item));
    refuse("");
    seen = "";
    if (name !== "code") { draw(value, name); }
    count();
    flush();
  }

  async function flush() {
    if (busy) { return; }
    busy = true;
    why = "";
    for (let items = queue(); items.length; items = queue()) {
      const item = items[0], body = new URLSearchParams({ seance: item.seance, vu: item.vu });
      body.set(item.name, item.value);
      let answer, told;
      try {
        answer = await fetch(item.path, { method: "POST", body: body, redirect: "manual", headers: { "Accept": "application/json", "X-CSRFToken": token.value } });
        told = answer.ok || answer.status === 409 ? await answer.json() : null;
      } catch (error) { break; }
      if (told || answer.status === 404) {
        drop(item.id);
        if (told && told.person) {
          const newer = queue().some(function (other) { return other.seance === slot && other.value === String(told.person); });
          if (item.seance === slot && !newer) { draw(told.person, told.mark); }
          if (item.name === "code") { seen = told.name + "\u00a0: présence pointée."; }
        } else { refuse(told ? told.error : "Un pointage n’a pas pu être gardé\u00a0: sa séance n’existe plus."); }
        continue;
      }
      why = answer.type === "opaqueredirect" || answer.status === 403 ? " Reconnectez-vous puis rouvrez cette page\u00a0: rien n’est perdu." : "";
      break;
    }
    busy = false;
    count();
  }

  if (list) {
    list.addEventListener("submit", function (event) {
      if (!event.submitter || !event.submitter.name) { return; }
      event.preventDefault();
      add(event.submitter.name, event.submitter.value);
    });
  }
  if (scan) {
    scan.addEventListener("submit", function (event) {
      event.preventDefault();
      const field = scan.elements.code;
      add("code", field.value.trim());
      field.value = "";
      field.focus();
    });
    camera();
  }

  function plain(text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }
  const search = page.querySelector("[data-search]");
  search.addEventListener("input", function () {
    const words = plain(search.elements.q.value).split(/[^a-z0-9]+/).filter(Boolean);
    let found = 0;
    page.querySelectorAll("[data-person]").forEach(function (row) {
      row.hidden = !words.every(function (word) { return row.dataset.words.includes(word); });
      found += row.hidden ? 0 : 1;
    });
    const nobody = page.querySelector("[data-nobody]");
    if (nobody) { nobody.hidden = found > 0; }
  });

  /* Where the browser reads codes by itself, the camera of the tablet does what a hand scanner does. */
  function camera() {
    const button = scan.querySelector("[data-camera]"), video = scan.querySelector("[data-video]");
    if (!("BarcodeDetector" in window) || !navigator.mediaDevices) { return; }
    button.hidden = false;
    button.addEventListener("click", async function () {
      if (!video.hidden) { stop(); return; }
      try {
        video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      } catch (error) { refuse("L’appareil photo n’est pas accessible\u00a0: autorisez-le, ou cherchez la personne par son nom."); return; }
      video.hidden = false;
      await video.play();
      button.textContent = "Éteindre l’appareil photo";
      const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
      let last = "";
      (async function look() {
        if (video.hidden) { return; }
        const codes = await detector.detect(video).catch(function () { return []; });
        if (codes.length && codes[0].rawValue !== last) { last = codes[0].rawValue; add("code", last); }
        window.setTimeout(look, 300);
      })();
    });
    function stop() {
      video.srcObject.getTracks().forEach(function (track) { track.stop(); });
      video.hidden = true;
      button.textContent = "Lire avec l’appareil photo";
    }
  }

  queue().forEach(function (item) { if (item.seance === slot && item.name !== "code") { draw(item.value, item.name); } });
  window.addEventListener("online", flush);
  window.setInterval(function () { if (queue().length) { flush(); } }, 15000);
  count();
  flush();
})();
