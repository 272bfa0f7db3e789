/* The map of a list: the region's own outlines, one marker a commune, clusters that add up. */
(function () {
  "use strict";
  const COLLEGES = ["collectivites", "associations", "enseignement", "economie"];

  function words(count) { return count > 1 ? count + " fiches" : "1 fiche"; }

  function icon(count, colleges, label) {
    const box = document.createElement("span");
    box.className = "pin-count";
    box.textContent = count > 1 ? count : "";
    if (count === 1) { box.className = "pin-shape pin-" + colleges[0]; }
    const size = count === 1 ? 16 : Math.min(26 + Math.round(11 * Math.log10(count)), 48);
    const made = L.divIcon({ html: box, className: "pin", iconSize: [size, size] });
    made.options.label = label;
    return made;
  }

  function popup(things, count) {
    const list = document.createElement("ul");
    list.className = "plain pin-list";
    things.forEach(function (thing) {
      const link = document.createElement("a");
      link.href = thing.url;
      link.textContent = thing.name;
      const item = document.createElement("li");
      item.appendChild(link);
      list.appendChild(item);
    });
    if (count > things.length) {
      const rest = document.createElement("li");
      rest.textContent = "et " + (count - things.length) + " autres";
      list.appendChild(rest);
    }
    return list;
  }

  function name(marker, text) {
    const element = marker.getElement();
    if (element) { element.setAttribute("aria-label", text); element.setAttribute("title", text); }
  }

  function outline(map, address, style) {
    return fetch(address).then(function (r) { return r.json(); }).then(function (data) {
      return L.geoJSON(data, { style: style, interactive: false }).addTo(map);
    });
  }

  function draw(box) {
    if (!box || box.dataset.drawn || !window.L) { return; }
    box.dataset.drawn = "1";
    const map = L.map(box, { zoomSnap: 0.1, zoomDelta: 0.5, minZoom: 6, maxZoom: 13, attributionControl: Boolean(box.dataset.tiles) });
    map.setView([47.45, -0.8], 8);
    if (box.dataset.tiles) { L.tileLayer(box.dataset.tiles).addTo(map); }
    Promise.all([
      outline(map, box.dataset.inner, { className: "outline-inner" }), outline(map, box.dataset.outlines, { className: "outline" })
    ]).then(function (layers) {
      layers[1].bringToFront();
      map.fitBounds(layers[1].getBounds(), { padding: [4, 4] });
    });
    fetch(box.dataset.points).then(function (r) { return r.json(); }).then(function (data) {
      const group = L.markerClusterGroup({
        showCoverageOnHover: false, maxClusterRadius: 40, animate: false, spiderfyOnMaxZoom: false,
        iconCreateFunction: function (cluster) {
          const sum = cluster.getAllChildMarkers().reduce(function (n, m) { return n + m.options.count; }, 0);
          return icon(sum, [], words(sum));
        }
      });
      data.features.forEach(function (feature) {
        const p = feature.properties;
        const at = feature.geometry.coordinates;
        const present = COLLEGES.filter(function (c) { return p.colleges[c]; });
        const label = p.count === 1 ? p.things[0].name : words(p.count) + " : " + p.things.map(function (t) { return t.name; }).join(", ");
        const marker = L.marker([at[1], at[0]], { icon: icon(p.count, present, label), count: p.count, keyboard: true });
        marker.on("add", function () { name(marker, label); });
        marker.bindPopup(popup(p.things, p.count), { maxHeight: 260 });
        group.addLayer(marker);
      });
      group.on("animationend layeradd", function () { group.eachLayer(function () {}); });
      map.addLayer(group);
      label(map);
      map.on("zoomend moveend layeradd", function () { label(map); });
    });
  }

  /* Clusters are made by the library: name each of them for those who do not see it. */
  function label(map) {
    map.eachLayer(function (layer) {
      if (layer.getIcon && layer.getIcon() && layer.getIcon().options.label) { name(layer, layer.getIcon().options.label); }
      else if (layer.getAllChildMarkers) {
        name(layer, words(layer.getAllChildMarkers().reduce(function (n, m) { return n + m.options.count; }, 0)));
      }
    });
  }

  document.addEventListener("DOMContentLoaded", function () { draw(document.getElementById("carte")); });
  document.addEventListener("htmx:afterSettle", function () { draw(document.getElementById("carte")); });
})();
