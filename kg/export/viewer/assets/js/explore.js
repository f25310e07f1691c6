// Growing and shrinking the picture, and finding ways between two entities.
const X = KG.state, EX = KG.data.entities;
const ONCE = 40;

KG.neighbours = (i) => [...new Set(KG.factsOf[i].filter((f) => KG.passing[f]).map((f) => KG.other(f, i)))].sort((a, b) => a - b);
KG.isVisible = (i) => KG.visibleSet.has(i);
KG.on("visible", () => { KG.visibleSet = new Set(KG.visible); });

const changed = () => { KG.refresh(); KG.emit("select"); KG.emit("address"); };

KG.show = (ids) => {
  for (const j of ids) { X.shown.add(j); X.hidden.delete(j); }
};

KG.expand = (i) => {
  const more = KG.neighbours(i).filter((j) => !KG.isVisible(j)).slice(0, ONCE);
  KG.show([i, ...more]);
  X.selected = { node: i };
  X.path = null;
  changed();
  if (more.length) KG.centre([i, ...KG.neighbours(i).filter(KG.isVisible)]);
  KG.notice(more.length ? KG.t("added", more.length) : KG.t("nothing.added"));
};

// Takes away the neighbours that hang on this entity alone.
KG.collapse = (i) => {
  const alone = KG.neighbours(i).filter((j) => KG.isVisible(j) && !X.pinned.has(j) && KG.neighbours(j).filter((k) => k !== i && KG.isVisible(k)).length === 0);
  for (const j of alone) { X.shown.delete(j); X.kept.delete(j); }
  X.kept.add(i);
  changed();
  KG.notice(KG.t("removed", alone.length));
};

KG.hide = (i) => {
  X.hidden.add(i);
  X.kept.delete(i);
  X.selected = null;
  changed();
};

KG.pin = (i) => {
  if (X.pinned.has(i)) X.pinned.delete(i); else X.pinned.add(i);
  changed();
};

KG.focusOn = (i) => {
  const near = KG.neighbours(i).slice(0, 120);
  X.shown = new Set([i, ...near, ...X.pinned]);
  X.hidden.clear();
  X.kept = new Set([i]);
  changed();
  KG.centre([...X.shown].filter(KG.isVisible));
};

KG.reset = () => {
  Object.assign(X, { shown: KG.start(), hidden: new Set(), pinned: new Set(), kept: new Set(), moved: new Map(), typesOff: new Set(), papersOff: new Set(),
    relationsOff: new Set(KG.togetherRelation < 0 ? [] : [KG.togetherRelation]), from: 0, to: Math.max(0, KG.dates.length - 1), confidence: 0, isolated: false,
    selected: null, path: null, pathOpen: false, pathEnds: [null, null] });
  changed();
  KG.emit("filter");
  KG.fit();
};

// Breadth first over the facts that pass; of equally short ways the one through entities of higher rank.
KG.shortestPath = (a, b) => {
  const from = new Map([[a, -1]]);
  let ring = [a];
  while (ring.length && !from.has(b)) {
    const next = [];
    for (const i of ring) for (const j of KG.neighbours(i)) if (!from.has(j)) { from.set(j, i); next.push(j); }
    ring = next.sort((p, q) => p - q);
  }
  if (!from.has(b)) return null;
  const path = [];
  for (let i = b; i !== -1; i = from.get(i)) path.unshift(i);
  return path;
};

const MOST = 60;
KG.allPaths = (a, b, longest) => {
  const near = new Map(), found = [], cached = (i) => { if (!near.has(i)) near.set(i, KG.neighbours(i)); return near.get(i); };
  const ends = new Set(cached(b));
  const walk = (path) => {
    const last = path[path.length - 1];
    if (cached(last).includes(b)) found.push([...path, b]);
    if (path.length >= longest) return;
    for (const j of cached(last)) if (j !== b && !path.includes(j) && (path.length + 1 < longest || ends.has(j))) walk([...path, j]);
  };
  walk([a]);
  return found.sort((p, q) => p.length - q.length || p.reduce((s, i) => s + i, 0) - q.reduce((s, i) => s + i, 0));
};

const light = (paths) => {
  const nodes = [...new Set(paths.flat())], pairs = new Set();
  for (const path of paths) for (let k = 1; k < path.length; k++) pairs.add(KG.pairBetween(path[k - 1], path[k]));
  KG.show(nodes);
  X.path = { nodes, pairs };
  X.selected = null;
  KG.refresh();
  KG.centre(nodes);
};

X.pathEnds = [null, null];
X.pathOpen = false;
let listed = null;

KG.runPath = (kind) => {
  const [a, b] = X.pathEnds;
  if (a === null || b === null || a === b) return;
  const paths = kind === "all" ? KG.allPaths(a, b, 3) : [KG.shortestPath(a, b)].filter(Boolean);
  listed = { kind, paths: paths.slice(0, MOST), total: paths.length };
  X.pathKind = kind;
  if (paths.length) light(listed.paths); else { X.path = null; KG.refresh(); }
  KG.renderPanel();
  KG.emit("address");
};

KG.openPath = (i) => {
  X.pathOpen = true;
  X.selected = null;
  X.path = null;
  listed = null;
  if (i !== undefined) X.pathEnds = [i, null];
  KG.redraw();
  KG.renderPanel();
  KG.byId(X.pathEnds[0] === null ? "path-a" : "path-b").focus();
};

const endField = (k, key) => {
  const i = X.pathEnds[k], input = KG.el("input", { id: k ? "path-b" : "path-a", type: "text", autocomplete: "off", "aria-label": KG.t(key), placeholder: KG.t(key), value: i === null ? "" : EX.name[i] });
  const field = KG.el("label", { class: "field" }, input);
  KG.combobox(input, (j) => {
    X.pathEnds[k] = j;
    input.value = EX.name[j];
    if (X.pathEnds.every((end) => end !== null)) KG.runPath("shortest");
    else KG.byId(k ? "path-a" : "path-b").focus();
  });
  return field;
};

const onePath = (path) => KG.el("li", { class: "step" },
  KG.el("p", { class: "claim" }, path.flatMap((i, k) => [k ? " → " : null, KG.nameButton(i)])),
  path.slice(1).map((j, k) => {
    const f = KG.pairs[KG.pairBetween(path[k], j)].facts.find((x) => KG.passing[x]);
    return KG.el("p", { class: "small" }, KG.el("button", { type: "button", class: "link", onclick: () => KG.openPair(KG.pairOf[f]) }, KG.claimText(f)), "　", KG.where(f));
  }));

KG.pathPanel = () => {
  const ready = X.pathEnds.every((end) => end !== null);
  const result = !listed ? null : !listed.paths.length ? KG.el("p", { class: "lead" }, KG.t("path.none")) : [
    KG.el("h3", null, KG.t(listed.kind === "all" ? "path.all" : "path.shortest"), KG.el("small", null, listed.kind === "all"
      ? KG.t("path.n", KG.count(listed.total)) + (listed.total > MOST ? " · " + KG.t("path.capped", MOST) : "") : KG.t("path.steps", listed.paths[0].length - 1))),
    KG.el("ol", { class: "paths" }, listed.paths.map(onePath))];
  return [
    KG.el("div", { class: "kicker" }, KG.t("path"), KG.el("button", { type: "button", class: "close", "aria-label": KG.t("close"), onclick: () => { X.pathOpen = false; listed = null; KG.select(null); } }, "×")),
    KG.el("h2", null, KG.t("path.title")), endField(0, "path.a"), endField(1, "path.b"),
    KG.el("div", { class: "actions" }, KG.el("button", { type: "button", id: "path-shortest", disabled: !ready, onclick: () => KG.runPath("shortest") }, KG.t("path.shortest")),
      KG.el("button", { type: "button", id: "path-all", disabled: !ready, onclick: () => KG.runPath("all") }, KG.t("path.all"))),
    result];
};
