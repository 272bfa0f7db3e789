/* A signature drawn by finger, pen or mouse: its points are sent, no picture. Without a network the drawing stays on the screen. */
(function () {
  "use strict";
  const form = document.querySelector("[data-sign]");
  if (!form) { return; }
  const canvas = form.querySelector("canvas"), ink = canvas.getContext("2d"), refused = form.querySelector("[data-refused]");
  const most = Number(form.dataset.points);
  let strokes = [], count = 0, drawing = false, busy = false;
  ink.lineWidth = 6;
  ink.lineCap = ink.lineJoin = "round";
  ink.strokeStyle = "#16242f";

  function say(words) {
    refused.textContent = words;
    refused.hidden = !words;
  }
  function point(event) {
    const frame = canvas.getBoundingClientRect();
    const within = function (value, end) { return Math.max(0, Math.min(end, Math.round(value))); };
    return [within((event.clientX - frame.left) * canvas.width / frame.width, canvas.width),
      within((event.clientY - frame.top) * canvas.height / frame.height, canvas.height)];
  }
  function draw(from, to) {
    ink.beginPath();
    ink.moveTo(from[0], from[1]);
    ink.lineTo(to[0], to[1]);
    ink.stroke();
  }
  canvas.addEventListener("pointerdown", function (event) {
    if (!event.isPrimary || count >= most) { return; }
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    const at = point(event);
    drawing = true;
    strokes.push([at]);
    count += 1;
    draw(at, at);
  });
  canvas.addEventListener("pointermove", function (event) {
    if (!drawing || !event.isPrimary || count >= most) { return; }
    const stroke = strokes[strokes.length - 1], last = stroke[stroke.length - 1], at = point(event);
    if (Math.hypot(at[0] - last[0], at[1] - last[1]) < 4) { return; }
    stroke.push(at);
    count += 1;
    draw(last, at);
  });
  ["pointerup", "pointercancel"].forEach(function (name) { canvas.addEventListener(name, function () { drawing = false; }); });

  form.querySelector("[data-clear]").addEventListener("click", function () {
    strokes = [];
    count = 0;
    ink.clearRect(0, 0, canvas.width, canvas.height);
    say("");
  });
  form.addEventListener("submit", async function (event) {
    event.preventDefault();
    if (busy) { return; }
    busy = true;
    say("");
    try {
      const body = new URLSearchParams({ trace: JSON.stringify(strokes), csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
      const answer = await fetch(location.href, { method: "POST", body: body, redirect: "manual" });
      if (answer.ok) { location.assign(form.dataset.back); return; }
      say(answer.status === 409 ? (await answer.json()).error : "Reconnectez-vous dans un autre onglet, puis validez de nouveau.");
    } catch (error) { say("Pas de réseau\u00a0: la signature reste à l’écran, validez de nouveau dans un instant."); }
    busy = false;
  });
})();
