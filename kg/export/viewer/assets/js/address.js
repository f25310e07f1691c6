// The view in the address: everything that differs from the start, by ids that outlive a rebuild.
const W = KG.state, IDS = KG.data.entities.id;
const idList = (set) => [...set].map((i) => IDS[i]).join(",");
const numbers = (text) => text.split(",").map((id) => KG.numberOf.get(id)).filter((i) => i !== undefined);
const byName = (list, text) => new Set(text.split(",").map((id) => list.findIndex((x) => (x.id === undefined ? x : x.id) === id)).filter((i) => i >= 0));

const NO_PAPER = "—"; // as the filter shows it
const written = () => {
  const start = KG.start(), out = new URLSearchParams(), put = (key, value) => { if (value) out.set(key, value); };
  const added = [...W.shown].filter((i) => !start.has(i)), gone = [...start].filter((i) => !W.shown.has(i));
  put("lang", KG.language === "zh" ? "" : KG.language);
  put("theme", W.themeChosen ? W.theme : "");
  put("tab", W.tab === "graph" ? "" : W.tab);
  if (gone.length > W.shown.size) put("show", idList(W.shown));
  else { put("add", idList(added)); put("less", idList(gone)); }
  for (const key of ["hidden", "pinned", "kept"]) put(key, idList(W[key]));
  put("types", [...W.typesOff].map((t) => KG.types[t].id).join(","));
  const off = [...W.relationsOff].map((r) => KG.relations[r].id).sort().join(",");
  if (off !== (KG.togetherRelation < 0 ? "" : "coOccursWith")) out.set("relations", off);
  put("papers", [...W.papersOff].map((p) => encodeURIComponent(KG.papers[p] || NO_PAPER)).join(","));
  put("from", W.from > 0 ? KG.dates[W.from] : "");
  put("to", W.to < KG.dates.length - 1 ? KG.dates[W.to] : "");
  put("confidence", W.confidence ? String(W.confidence) : "");
  put("isolated", W.isolated ? "1" : "");
  put("colour", W.colour === "type" ? "" : W.colour);
  put("size", W.size === "degree" ? "" : W.size);
  put("turned", W.turned ? "1" : "");
  put("moved", [...W.moved].map(([i, [x, y]]) => `${IDS[i]}:${x}:${y}`).join(","));
  if (W.path) put("path", `${W.pathKind},${idList(W.pathEnds)}`);
  if (W.selected) put("select", W.selected.pair === undefined ? IDS[W.selected.node] : `${IDS[KG.pairs[W.selected.pair].a]},${IDS[KG.pairs[W.selected.pair].b]}`);
  if (KG.network) {
    const { x, y } = KG.network.getViewPosition();
    put("view", [x, y].map(Math.round).concat(KG.network.getScale().toFixed(3)).join(","));
  }
  return out;
};

KG.writeAddress = () => {
  const text = written().toString();
  if (location.hash !== "#" + text) history.replaceState(null, "", "#" + text);
};
let addressTimer = 0;
KG.on("address", () => { clearTimeout(addressTimer); addressTimer = setTimeout(KG.writeAddress, 250); });

// Reads the address into the state, before the first drawing.
KG.readAddress = () => {
  const given = new URLSearchParams(location.hash.slice(1)), get = (key) => given.get(key) || "";
  if (["zh", "en"].includes(get("lang"))) KG.language = get("lang");
  if (["light", "dark"].includes(get("theme"))) { W.theme = get("theme"); W.themeChosen = true; }
  if (["entities", "facts", "timeline", "matrix"].includes(get("tab"))) W.tab = get("tab");
  if (get("show")) W.shown = new Set(numbers(get("show")));
  numbers(get("add")).forEach((i) => W.shown.add(i));
  numbers(get("less")).forEach((i) => W.shown.delete(i));
  for (const key of ["hidden", "pinned", "kept"]) W[key] = new Set(numbers(get(key)));
  W.typesOff = byName(KG.types, get("types"));
  if (given.has("relations")) W.relationsOff = byName(KG.relations, get("relations"));
  W.papersOff = byName(KG.papers.map((paper) => encodeURIComponent(paper || NO_PAPER)), get("papers"));
  if (KG.dates.includes(get("from"))) W.from = KG.dates.indexOf(get("from"));
  if (KG.dates.includes(get("to"))) W.to = KG.dates.indexOf(get("to"));
  W.confidence = Math.max(0, Math.min(100, parseInt(get("confidence"), 10) || 0));
  W.isolated = get("isolated") === "1";
  if (get("colour") === "community") W.colour = "community";
  if (["pagerank", "betweenness"].includes(get("size"))) W.size = get("size");
  for (const item of get("moved").split(",")) {
    const [id, x, y] = item.split(":");
    if (KG.numberOf.has(id) && Number.isFinite(+x) && Number.isFinite(+y)) W.moved.set(KG.numberOf.get(id), [+x, +y]);
  }
  W.turned = get("view") || get("moved") ? get("turned") === "1" : innerHeight > 1.3 * innerWidth;
  const chosen = numbers(get("select"));
  if (chosen.length === 1) W.selected = { node: chosen[0] };
  if (chosen.length === 2 && KG.pairBetween(...chosen) !== undefined) W.selected = { pair: KG.pairBetween(...chosen) };
  const [kind, ...ends] = get("path").split(",");
  const view = get("view").split(",").map(Number);
  return { path: ends.length === 2 ? { kind, ends: numbers(ends.join(",")) } : null, view: view.length === 3 && view.every(Number.isFinite) ? view : null };
};
