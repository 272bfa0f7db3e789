/* The map of a list: outlines of the region or of the world, one pin a place, circles that add up, « chercher dans cette zone ». */
(function () {
  "use strict";
  const COLLEGES = ["collectivites", "associations", "enseignement", "economie"];
  const SIDES = ["below", "right", "left"]; // of a circle, where its name may stand
  const NEAR = 0.0005; // degrees around a commune's centre that hold it alone
  let live = null; // the map that is shown
  let seen = null; // where the person last looked, kept while the filters change
  let byKeyboard = false; // whether the last thing pressed was a key

  function make(tag, name, text) {
    const element = document.createElement(tag);
    if (name) { element.className = name; }
    if (text) { element.textContent = text; }
    return element;
  }

  function words(count) { return count > 1 ? count + " fiches" : "1 fiche"; }

  function corners(west, south, east, north) {
    return [west, south, east, north].map(function (degree) { return degree.toFixed(5); }).join(",");
  }

  /* ------------------------------------------------------------ pins */
  function size(count) { return count === 1 ? 28 : Math.min(32 + Math.round(10 * Math.log10(count)), 56); }

  /* A shape for one thing; a circle with the number for several, the shapes of their collèges on its rim. */
  function icon(count, colleges, place) {
    const box = make("span", "pin-box"), across = size(count);
    if (count === 1) {
      box.appendChild(make("span", "pin-shape pin-" + colleges[0]));
    } else {
      box.appendChild(make("span", "pin-count", String(count)));
      colleges.forEach(function (college, i) {
        const mark = make("span", "pin-mark pin-" + college);
        const angle = -Math.PI / 2 + (i - (colleges.length - 1) / 2) * 24 / across;
        mark.style.left = across / 2 + Math.cos(angle) * across / 2 + "px";
        mark.style.top = across / 2 + Math.sin(angle) * across / 2 + "px";
        box.appendChild(mark);
      });
      if (place) { box.appendChild(make("span", "pin-name")).dataset.name = place; }
    }
    return L.divIcon({ html: box, className: "pin", iconSize: [across, across] });
  }

  function present(counts) { return COLLEGES.filter(function (college) { return counts[college]; }); }

  function clusterIcon(cluster) {
    const pins = cluster.getAllChildMarkers(), colleges = {}, things = new Set(); // one thing may be in several places
    let count = 0, first = pins[0];
    pins.forEach(function (pin) {
      count += pin.options.count;
      (pin.options.ids || []).forEach(function (id) { things.add(id); });
      Object.keys(pin.options.colleges).forEach(function (college) { colleges[college] = true; });
      if (pin.options.count > first.options.count) { first = pin; }
    });
    count = things.size || count;
    cluster.options.label = words(count) + ", " + first.options.place + " et environs : agrandir la carte";
    return icon(count, present(colleges), first.options.place);
  }

  function popup(properties, list, at) {
    const box = make("div");
    if (properties.things[0].place) { box.appendChild(make("p", "pin-place", properties.things[0].place)); }
    const things = box.appendChild(make("ul", "plain pin-list"));
    properties.things.forEach(function (thing) {
      const item = things.appendChild(make("li", "pin-line"));
      item.appendChild(make("span", "pin-shape pin-" + thing.college));
      item.appendChild(make("a", "", thing.name)).href = thing.url;
    });
    if (properties.count > properties.things.length) {
      const zone = corners(at[0] - NEAR, at[1] - NEAR, at[0] + NEAR, at[1] + NEAR);
      const all = box.appendChild(make("p", "pin-all")).appendChild(make("a", "", "Voir les " + words(properties.count)));
      all.href = list + (list.includes("?") ? "&" : "?") + "emprise=" + zone;
    }
    return box;
  }

  function pin(feature, list, room) {
    const p = feature.properties, at = feature.geometry.coordinates, place = p.things[0].place || "";
    const names = p.things.slice(0, 3).map(function (thing) { return thing.name; }).join(", ");
    const marker = L.marker([at[1], at[0]], {
      icon: icon(p.count, present(p.colleges), place), count: p.count, colleges: p.colleges, place: place, ids: p.ids,
      label: p.count === 1 ? names + (place ? ", " + place : "") : words(p.count) + (place ? ", " + place : "") + " : " + names + (p.count > 3 ? "…" : "")
    });
    marker.bindPopup(popup(p, list, at), {
      maxWidth: Math.min(300, room - 150), minWidth: Math.min(180, room - 150), autoPanPaddingTopLeft: [64, 12], autoPanPaddingBottomRight: [12, 12]
    });
    marker.on("popupopen", function (event) {
      const link = event.popup.getElement().querySelector(".pin-list a");
      if (byKeyboard && link) { link.focus(); }
    });
    marker.on("popupclose", function (event) {
      const inside = event.popup.getElement(), element = marker.getElement();
      if (element && inside && inside.contains(document.activeElement)) { element.focus(); }
    });
    return marker;
  }

  /* ----------------------------------------------------------- names */
  function overlaps(a, b) { return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom; }

  function around(x, y, width, height) { return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 }; }

  /* Each pin says what it is to those who do not see it; names show where they cover no pin and no other name. */
  function letter(map, departments) {
    const frame = map.getContainer().getBoundingClientRect(), taken = [], names = [];
    map.eachLayer(function (layer) {
      const element = layer.getElement && layer.getIcon && layer.getElement();
      if (!element || !element.classList.contains("pin")) { return; }
      if (layer.options.label) { element.setAttribute("aria-label", layer.options.label); }
      element.setAttribute("role", "button");
      const r = element.getBoundingClientRect(), name = element.querySelector(".pin-name");
      taken.push({ left: r.left, right: r.right, top: r.top, bottom: r.bottom, of: element });
      if (name) { names.push([layer.options.count || layer.getAllChildMarkers().length, name]); }
    });
    departments.forEach(function (one) {
      one.name.classList.add("pin-name-off");
      if (frame.width > 500) { nameDepartment(map, one, frame, taken); }
    });
    names.sort(function (a, b) { return b[0] - a[0]; }).forEach(function (entry) {
      const name = entry[1], own = name.closest(".pin");
      const free = SIDES.some(function (side) {
        SIDES.forEach(function (other) { name.classList.toggle("pin-name-" + other, other === side); });
        const r = name.getBoundingClientRect();
        const within = r.left > frame.left + 10 && r.right < frame.right - 10 && r.top > frame.top + 10 && r.bottom < frame.bottom - 10;
        const stands = within && !taken.some(function (other) { return other.of !== own && overlaps(r, other); });
        if (stands) { taken.push(r); }
        return stands;
      });
      name.classList.toggle("pin-name-off", !free);
    });
  }

  /* The name of a département goes to the free place inside its outline that is nearest to its middle. */
  function nameDepartment(map, one, frame, taken) {
    const bounds = one.shape.getBounds(), size = map.getSize(), middle = map.latLngToContainerPoint(one.middle);
    const width = one.name.offsetWidth + 8, height = one.name.offsetHeight + 6;
    let best = null;
    for (let i = 1; i < 24; i += 1) {
      for (let j = 1; j < 16; j += 1) {
        const at = L.latLng(bounds.getSouth() + (bounds.getNorth() - bounds.getSouth()) * i / 24, bounds.getWest() + (bounds.getEast() - bounds.getWest()) * j / 16);
        const p = map.latLngToContainerPoint(at), away = p.distanceTo(middle);
        if ((best && away >= best.away) || p.x < width || p.y < height || p.x > size.x - width || p.y > size.y - height) { continue; }
        const r = around(p.x + frame.left + map.getContainer().clientLeft, p.y + frame.top + map.getContainer().clientTop, width, height);
        const ends = [[-width / 2, 0], [width / 2, 0]].map(function (d) { return map.containerPointToLatLng([p.x + d[0], p.y + d[1]]); });
        if (!ends.concat(at).every(function (place) { return inside(place, one.ring); })) { continue; }
        if (!taken.some(function (other) { return overlaps(r, other); })) { best = { at: at, away: away, r: r }; }
      }
    }
    one.name.classList.toggle("pin-name-off", !best);
    if (best) {
      one.label.setLatLng(best.at);
      taken.push(best.r);
    }
  }

  function departmentsOf(map, outlines) {
    const found = [];
    outlines.eachLayer(function (shape) {
      const name = make("span", "", shape.feature.properties.nom);
      const rings = shape.getLatLngs(), depth = Array.isArray(rings[0][0]) ? rings.map(function (polygon) { return polygon[0]; }) : [rings[0]];
      const ring = depth.reduce(function (a, b) { return a.length >= b.length ? a : b; });
      const label = L.marker(shape.getCenter(), {
        icon: L.divIcon({ className: "map-name", html: name, iconSize: null }), interactive: false, keyboard: false, pane: "names"
      }).addTo(map);
      found.push({ shape: shape, ring: ring, middle: shape.getCenter(), name: name, label: label });
    });
    return found;
  }

  function inside(at, ring) {
    let within = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const a = ring[i], b = ring[j];
      if ((a.lat > at.lat) !== (b.lat > at.lat) && at.lng < (b.lng - a.lng) * (at.lat - a.lat) / (b.lat - a.lat) + a.lng) { within = !within; }
    }
    return within;
  }

  /* ------------------------------------------------------------ zone */
  /* A button that narrows the list to what the map shows: it fills `emprise` and sends the form with its other filters. */
  function offerZone(map, box) {
    const field = document.getElementById("emprise");
    if (!field) { return; }
    const button = make("button", "btn btn-primary btn-sm map-zone", "Chercher dans cette zone");
    button.type = "button";
    button.hidden = true;
    box.parentNode.appendChild(button);
    let reading = false;
    const show = function () { button.hidden = reading || !map.moved; };
    map.on("moveend", show);
    map.on("popupopen", function () { reading = true; show(); });
    map.on("popupclose", function () { reading = false; show(); });
    button.addEventListener("click", function () {
      const b = map.getBounds();
      field.value = corners(Math.max(b.getWest(), -180), Math.max(b.getSouth(), -90), Math.min(b.getEast(), 180), Math.min(b.getNorth(), 90));
      field.disabled = false;
      field.form.requestSubmit();
    });
  }

  /* ------------------------------------------------------------- map */
  function read(address) {
    return fetch(address).then(function (response) {
      if (!response.ok) { throw new Error(response.status); }
      return response.json();
    });
  }

  function look(map, box, whole) {
    const zone = (box.dataset.bounds || "").split(",").map(Number);
    if (seen && seen.bounds === box.dataset.bounds) { map.setView(seen.center, seen.zoom, { animate: false }); }
    else if (zone.length === 4) { map.fitBounds([[zone[1], zone[0]], [zone[3], zone[2]]], { animate: false }); }
    else { map.fitBounds(whole, { padding: [8, 8], animate: false }); }
  }

  function watch(map, box) {
    const moved = function () { map.moved = true; };
    map.on("dragstart", moved);
    box.addEventListener("wheel", moved, { passive: true });
    box.addEventListener("keydown", function (event) { if (event.key === "Escape") { map.closePopup(); } });
    box.addEventListener("keydown", function (event) { if (/^(Arrow|Enter$|[+-]$)/.test(event.key)) { moved(); } }, true);
    box.addEventListener("click", function (event) { if (event.target.closest(".leaflet-control-zoom, .pin")) { moved(); } }, true);
    map.on("moveend", function () {
      if (map.moved) { seen = { center: map.getCenter(), zoom: map.getZoom(), bounds: box.dataset.bounds }; }
    });
    map.on("focus", function () { map.scrollWheelZoom.enable(); }); // the page scrolls over a map that nobody uses
    map.on("blur", function () { map.scrollWheelZoom.disable(); });
  }

  function draw(box) {
    if (!box || box.dataset.drawn || !window.L) { return; }
    box.dataset.drawn = "1";
    document.getElementById("communes").open = false; // unfolded for those who have no map
    const map = L.map(box, {
      zoomSnap: box.dataset.tiles ? 0.5 : 0.05, zoomDelta: 0.5, minZoom: box.dataset.outlines ? 6 : 0, maxZoom: 13, scrollWheelZoom: false, attributionControl: Boolean(box.dataset.tiles),
      zoomControl: false
    });
    live = map;
    L.control.zoom({ zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    map.createPane("names").style.zIndex = 550; // above outlines, under pins
    if (box.dataset.tiles) { L.tileLayer(box.dataset.tiles).addTo(map); }
    Promise.all([box.dataset.outlines ? read(box.dataset.outlines) : null, read(box.dataset.inner), read(box.dataset.points)]).then(function (parts) {
      if (live !== map) { return; }
      map.createPane("borders").style.zIndex = 410;
      const outlines = parts[0] && L.geoJSON(parts[0], { interactive: false, pane: "borders", style: { className: "outline" } });
      const points = parts[2].features.map(function (feature) { return [feature.geometry.coordinates[1], feature.geometry.coordinates[0]]; });
      look(map, box, outlines ? outlines.getBounds() : points.length ? L.latLngBounds(points) : [[-55, -130], [70, 160]]);
      L.geoJSON(parts[1], { interactive: false, style: { className: "outline-inner" } }).addTo(map);
      if (outlines) { outlines.addTo(map); }
      const group = L.markerClusterGroup({
        showCoverageOnHover: false, maxClusterRadius: box.clientWidth < 500 ? 40 : 34, animate: false, spiderfyOnMaxZoom: false, iconCreateFunction: clusterIcon
      });
      const pins = parts[2].features.map(function (feature) { return pin(feature, box.dataset.list, box.clientWidth); });
      group.addLayers(pins);
      map.addLayer(group);
      const departments = outlines ? departmentsOf(map, outlines) : [];
      const located = document.getElementById("localises");
      if (located && parts[2].missing && !located.textContent) { located.textContent = "dont " + pins.reduce(function (n, m) { return n + m.options.count; }, 0) + " sur la carte"; }
      watch(map, box);
      offerZone(map, box);
      letter(map, departments);
      map.on("moveend", function () { letter(map, departments); });
    }).catch(function () {
      document.getElementById("communes").open = true;
      box.appendChild(make("p", "alert alert-warning map-fault", "La carte n’a pas pu être lue. Les mêmes réponses sont ci-dessous."));
    });
  }

  /* Before the list is replaced, the map goes without a trace: nothing of it may be copied with its inline positions. */
  function clear() {
    if (!live) { return; }
    const box = live.getContainer();
    live.remove();
    live = null;
    box.replaceChildren();
    box.removeAttribute("style");
  }

  document.addEventListener("keydown", function () { byKeyboard = true; }, true);
  document.addEventListener("pointerdown", function () { byKeyboard = false; }, true);
  document.addEventListener("DOMContentLoaded", function () { draw(document.getElementById("carte")); });
  document.addEventListener("htmx:beforeSwap", function (event) { if (event.detail.shouldSwap) { clear(); } });
  document.addEventListener("htmx:afterSettle", function () { draw(document.getElementById("carte")); });
})();
