// What a person takes away: a picture, a drawing, the facts shown, a link.
const save = (name, blob) => {
  const url = URL.createObjectURL(blob), link = KG.el("a", { download: `${KG.data.meta.name}-${name}` });
  link.href = url;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 5000);
};

KG.savePng = () => {
  const from = KG.byId("canvas").querySelector("canvas"), to = KG.el("canvas", { width: from.width, height: from.height }), ctx = to.getContext("2d");
  ctx.fillStyle = KG.palette.paper;
  ctx.fillRect(0, 0, to.width, to.height);
  ctx.drawImage(from, 0, 0);
  to.toBlob((blob) => save("graph.png", blob), "image/png");
};

// The drawing as SVG, at the size of the shown part: lines, shapes, and the names that are shown.
KG.drawing = () => {
  const NS = "http://www.w3.org/2000/svg", network = KG.network, scale = network.getScale(), box = KG.byId("canvas");
  const make = (tag, attributes, text) => {
    const node = document.createElementNS(NS, tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text) node.textContent = text;
    return node;
  };
  const at = (i) => { const [x, y] = KG.place(i), p = network.canvasToDOM({ x, y }); return [p.x.toFixed(1), p.y.toFixed(1)]; };
  const svg = make("svg", { xmlns: NS, width: box.clientWidth, height: box.clientHeight, viewBox: `0 0 ${box.clientWidth} ${box.clientHeight}`, "font-family": "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif", "font-size": 12.5 });
  svg.append(make("rect", { width: "100%", height: "100%", fill: KG.palette.paper }));
  const lit = KG.lit();
  for (const p of KG.visiblePairs) {
    const [x1, y1] = at(KG.pairs[p].a), [x2, y2] = at(KG.pairs[p].b), bright = KG.isBright(p);
    const line = make("line", { x1, y1, x2, y2, stroke: bright ? KG.palette.accent : KG.palette.line, "stroke-opacity": bright ? 0.9 : lit ? 0.15 : 0.6 });
    line.append(make("title", {}, KG.lineName(p)));
    svg.append(line);
  }
  for (const i of KG.visible) {
    const [x, y] = at(i), r = KG.drawnRadius(i) * scale, { shape } = KG.types[KG.type[i]].style, ring = shape === "ring";
    const node = make("path", { opacity: lit && !lit.has(i) ? 0.2 : 1, d: KG.shapePath(shape, r), transform: `translate(${x} ${y})`, fill: ring ? KG.palette.paper : KG.nodeColour(i), stroke: ring ? KG.nodeColour(i) : KG.palette.paper, "stroke-width": ring ? r * 0.42 : 1 });
    node.append(make("title", {}, KG.data.entities.name[i]));
    svg.append(node);
  }
  for (const { text, x, y, colour } of KG.written)
    svg.append(make("text", { x: x.toFixed(1), y: (y + 11).toFixed(1), fill: colour, stroke: KG.palette.paper, "stroke-width": 3, "paint-order": "stroke" }, text));
  return svg;
};
KG.svg = () => new XMLSerializer().serializeToString(KG.drawing());
KG.saveSvg = () => save("graph.svg", new Blob([KG.svg()], { type: "image/svg+xml;charset=utf-8" }));

// A cell that a spreadsheet would take for a formula is led by an apostrophe.
const cell = (value) => {
  const text = String(value), safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

KG.csv = () => {
  const facts = KG.data.facts, names = KG.data.entities.name, strings = KG.data.strings, shown = new Set(KG.visiblePairs);
  const type = (i) => KG.types[KG.type[i]].id;
  const rows = [["subject", "subject_type", "relation", "object", "object_type", "title", "date", "confidence", "rule", "paper", "page", "headline", "sentence"]];
  for (let f = 0; f < KG.m; f++) if (KG.passing[f] && shown.has(KG.pairOf[f])) {
    const { paper, file, headline } = KG.article(f), s = facts.s[f], o = facts.o[f];
    rows.push([names[s], type(s), KG.relations[KG.relation[f]].id, names[o], type(o), strings[facts.title[f]], KG.dateOf(f), (facts.confidence[f] / 100).toFixed(2), strings[facts.rule[f]], paper, file, headline, KG.sentenceText(f)]);
  }
  return "\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
};
KG.saveCsv = () => save("facts.csv", new Blob([KG.csv()], { type: "text/csv;charset=utf-8" }));

KG.on("start", () => {
  // Paper gets the drawing in place of the canvas, which would not fit it.
  window.addEventListener("beforeprint", () => { KG.byId("canvas").after(Object.assign(KG.drawing(), { id: "print-picture" })); KG.byId("view-graph").classList.add("printing"); });
  window.addEventListener("afterprint", () => { KG.byId("view-graph").classList.remove("printing"); KG.byId("print-picture").remove(); });
  const menu = KG.byId("take-menu"), opener = KG.byId("take");
  const toggle = (open) => { menu.hidden = !open; opener.setAttribute("aria-expanded", String(open)); };
  opener.addEventListener("click", () => toggle(menu.hidden));
  document.addEventListener("click", (event) => { if (!opener.parentNode.contains(event.target)) toggle(false); });
  const runs = { "save-png": KG.savePng, "save-svg": KG.saveSvg, "save-csv": KG.saveCsv, "copy-link": () => { KG.writeAddress(); KG.copy(location.href, KG.t("copied.link")); }, print: () => window.print() };
  for (const [id, run] of Object.entries(runs)) KG.byId(id).addEventListener("click", () => { toggle(false); run(); });
  opener.parentNode.addEventListener("keydown", (event) => { if (event.key === "Escape") { toggle(false); opener.focus(); } });
});
