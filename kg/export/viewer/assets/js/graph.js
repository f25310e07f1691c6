// The drawn network: which nodes and lines are visible, and how vis-network draws them.
const G = KG.state, EN = KG.data.entities;
KG.visible = [];
KG.visiblePairs = [];

// Communities, the largest first, each named by its member of highest rank.
KG.communities = [];
for (let i = 0; i < KG.n; i++) {
  const c = EN.community[i];
  if (c < 0) continue;
  KG.communities[c] = KG.communities[c] || { first: i, size: 0 };
  KG.communities[c].size++;
}
const COMMUNITY_LIGHT = ["#a8322a", "#2b5c8f", "#23786a", "#94700a", "#73539b", "#17798c", "#a83f74", "#55733a", "#b0652e", "#4f5aa8", "#7a4a3a", "#5f6b2a"];
const COMMUNITY_DARK = ["#e8756a", "#7fb0e0", "#5fc0ad", "#e3bd4a", "#b698e0", "#62bfd2", "#e38bb6", "#9dc07c", "#dda06b", "#a3acf0", "#c79a88", "#b9c476"];
KG.communityColours = () => (G.theme === "dark" ? COMMUNITY_DARK : COMMUNITY_LIGHT);
KG.nodeColour = (i) => {
  if (G.colour !== "community") return KG.colour(i);
  const c = EN.community[i], colours = KG.communityColours();
  return c >= 0 && c < colours.length ? colours[c] : KG.css("--soft");
};

const tops = {};
KG.radius = (i) => {
  const values = EN[G.size];
  tops[G.size] = tops[G.size] || Math.max(1, ...values.slice(0, 5000));
  return 5.5 + 17 * Math.sqrt(Math.min(1, values[i] / tops[G.size]));
};

// Outlines of the shapes, with their middle at 0,0: points of a polygon, or null for a circle.
const regular = (corners, turn, inner) => Array.from({ length: inner ? corners * 2 : corners }, (_, k) => {
  const angle = turn + (k * 2 * Math.PI) / (inner ? corners * 2 : corners), r = inner && k % 2 ? inner : 1;
  return [Math.cos(angle) * r, Math.sin(angle) * r];
});
const UP = -Math.PI / 2;
const SHAPES = {
  square: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]], bar: [[-1.1, -0.68], [1.1, -0.68], [1.1, 0.68], [-1.1, 0.68]],
  hexagon: regular(6, 0), pentagon: regular(5, UP), triangle: regular(3, UP).map(([x, y]) => [x * 1.12, y * 1.12 + 0.12]), diamond: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
  star: regular(5, UP, 0.5).map(([x, y]) => [x * 1.15, y * 1.15]), drop: regular(3, -UP).map(([x, y]) => [x * 1.12, y * 1.12 - 0.12]),
  cross: [[-0.38, -1], [0.38, -1], [0.38, -0.38], [1, -0.38], [1, 0.38], [0.38, 0.38], [0.38, 1], [-0.38, 1], [-0.38, 0.38], [-1, 0.38], [-1, -0.38], [-0.38, -0.38]],
};
KG.shapePath = (shape, r) => {
  const points = SHAPES[shape];
  if (!points) return `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0Z`;
  return "M" + points.map(([x, y]) => `${(x * r).toFixed(2)} ${(y * r).toFixed(2)}`).join("L") + "Z";
};
const trace = (ctx, shape, x, y, r) => {
  ctx.beginPath();
  const points = SHAPES[shape];
  if (!points) return ctx.arc(x, y, r, 0, 2 * Math.PI);
  points.forEach(([px, py], k) => (k ? ctx.lineTo(x + px * r, y + py * r) : ctx.moveTo(x + px * r, y + py * r)));
  ctx.closePath();
};

// What is in the light: the selected node with its neighbours, the selected pair, or the path; null when everything is.
KG.lit = () => {
  if (G.path) return new Set(G.path.nodes);
  if (!G.selected) return null;
  if (G.selected.pair !== undefined) return new Set([KG.pairs[G.selected.pair].a, KG.pairs[G.selected.pair].b]);
  const i = G.selected.node, lit = new Set([i]);
  for (const f of KG.factsOf[i]) if (KG.passing[f]) lit.add(KG.other(f, i));
  return lit;
};

let lit = null, theme = {}, crowded = false, grow = 1;
KG.drawnRadius = (i) => KG.radius(i) * grow;
const drawNode = ({ ctx, id, x, y }) => {
  const r = KG.drawnRadius(id), style = KG.types[KG.type[id]].style, colour = KG.nodeColour(id), dim = lit && !lit.has(id);
  KG.frame.push({ id, x, y, r, dim });
  return { nodeDimensions: { width: 2 * r, height: 2 * r }, drawNode: () => {
    ctx.save();
    ctx.globalAlpha = dim ? 0.16 : 1;
    trace(ctx, style.shape, x, y, r);
    ctx.fillStyle = style.shape === "ring" ? theme.paper : colour;
    ctx.fill();
    ctx.lineWidth = style.shape === "ring" ? r * 0.42 : 1.2;
    ctx.strokeStyle = style.shape === "ring" ? colour : theme.paper;
    ctx.stroke();
    if (G.pinned.has(id)) { ctx.beginPath(); ctx.arc(x + r, y - r, 3, 0, 7); ctx.fillStyle = theme.accent; ctx.fill(); }
    if (G.selected && G.selected.node === id) { ctx.beginPath(); ctx.arc(x, y, r + 5, 0, 7); ctx.lineWidth = 2; ctx.strokeStyle = theme.accent; ctx.stroke(); }
    ctx.restore();
  } };
};

KG.place = (i) => G.moved.get(i) || [EN.x[i], EN.y[i]];
const asNode = (i) => ({ id: i, x: KG.place(i)[0], y: KG.place(i)[1], shape: "custom", ctxRenderer: drawNode, size: KG.radius(i), fixed: false });

// A line in the light: on the path, or the chosen one, or one of the chosen node's.
KG.isBright = (p) => {
  const { a, b } = KG.pairs[p], chosen = G.selected;
  if (G.path) return G.path.pairs.has(p);
  return !!chosen && (chosen.pair === p || chosen.node === a || chosen.node === b);
};

const asEdge = (p) => {
  const pair = KG.pairs[p], facts = pair.facts.filter((f) => KG.passing[f]), first = facts[0], f = KG.data.facts;
  const oneWay = facts.every((x) => f.s[x] === f.s[first] && !KG.relations[KG.relation[x]].symmetric);
  const together = facts.every((x) => KG.relation[x] === KG.togetherRelation);
  const bright = KG.isBright(p), dim = lit && !bright;
  return {
    id: p, from: first === undefined ? pair.a : f.s[first], to: first === undefined ? pair.b : f.o[first],
    arrows: { to: { enabled: oneWay, scaleFactor: 0.36 } }, dashes: together ? [2, 4] : false, width: Math.min(4, 1.3 + 0.45 * Math.log2(facts.length || 1)) + (bright && !crowded ? 0.8 : 0),
    color: { color: bright ? theme.accent : theme.line, highlight: theme.accent, hover: theme.accent, opacity: dim ? 0.13 : !bright ? 0.8 : crowded ? 0.5 : 0.95, inherit: false }, hoverWidth: 0.8,
  };
};

// Visible: shown, not hidden, of a type that is on, and joined to something visible (or kept on purpose).
const findVisible = () => {
  const may = (i) => G.shown.has(i) && !G.hidden.has(i) && !G.typesOff.has(KG.type[i]);
  const candidates = [...G.shown].filter(may), pairs = new Set(), joined = new Set();
  for (const i of candidates) for (const f of KG.factsOf[i]) {
    const other = KG.other(f, i);
    if (KG.passing[f] && may(other)) { pairs.add(KG.pairOf[f]); joined.add(i); joined.add(other); }
  }
  const kept = (i) => G.isolated || G.kept.has(i) || G.pinned.has(i) || (G.selected && G.selected.node === i);
  KG.visible = candidates.filter((i) => joined.has(i) || kept(i)).sort((a, b) => a - b);
  KG.visiblePairs = [...pairs].sort((a, b) => a - b);
};

let nodes, edges;
const sync = (set, ids, make) => {
  const wanted = new Set(ids), gone = set.getIds().filter((id) => !wanted.has(id));
  if (gone.length) set.remove(gone);
  set.update(ids.map(make));
};

KG.refresh = () => {
  KG.computePassing();
  findVisible();
  KG.redraw();
  KG.emit("visible");
};

KG.redraw = () => {
  theme = { paper: KG.css("--paper"), ink: KG.css("--ink"), soft: KG.css("--soft"), accent: KG.css("--accent"), line: G.theme === "dark" ? "#8d8474" : "#968a72" };
  KG.palette = theme;
  lit = KG.lit();
  crowded = !!lit && lit.size > 30;
  sync(nodes, KG.visible, asNode);
  sync(edges, KG.visiblePairs, asEdge);
  KG.network.redraw();
};

KG.drawGraph = () => {
  nodes = new vis.DataSet();
  edges = new vis.DataSet();
  KG.network = new vis.Network(KG.byId("canvas"), { nodes, edges }, KG.data.picture.options);
  KG.network.on("beforeDrawing", () => {
    KG.frame = [];
    grow = Math.min(2.5, Math.max(1, 0.6 / KG.network.getScale())); // nodes stay large enough to see from afar
  });
  KG.network.on("afterDrawing", (ctx) => KG.drawLabels(ctx));
  KG.network.on("click", ({ nodes: hit, edges: line }) => {
    if (hit.length) KG.select({ node: hit[0] });
    else if (line.length) KG.select({ pair: line[0] });
    else KG.select(null);
  });
  KG.network.on("doubleClick", ({ nodes: hit }) => { if (hit.length) KG.expand(hit[0]); });
  KG.network.on("dragEnd", ({ nodes: hit }) => hit.forEach((id) => {
    const at = KG.network.getPosition(id);
    G.moved.set(id, [Math.round(at.x), Math.round(at.y)]);
    KG.emit("address");
  }));
  KG.network.on("hoverNode", ({ node }) => { KG.hovered = { node }; KG.byId("canvas").style.cursor = "pointer"; });
  KG.network.on("hoverEdge", ({ edge }) => { KG.hovered = { pair: edge }; KG.byId("canvas").style.cursor = "pointer"; });
  for (const name of ["blurNode", "blurEdge"]) KG.network.on(name, () => { KG.hovered = null; KG.byId("canvas").style.cursor = ""; });
};

KG.select = (what) => {
  G.selected = what;
  if (what && G.path && !(what.pair !== undefined && G.path.pairs.has(what.pair))) G.path = null;
  if (!what) G.path = null;
  KG.redraw();
  KG.emit("select");
  KG.emit("address");
};

// A picture is wider than high; on a screen higher than wide it is laid on its side.
KG.turn = () => {
  for (let i = 0; i < KG.n; i++) if (EN.x[i] !== undefined) [EN.x[i], EN.y[i]] = [EN.y[i], EN.x[i]];
};

// The whole picture, with room for the names at its edges.
KG.fit = () => {
  KG.network.fit({ animation: false, maxZoomLevel: 1.4 });
  KG.network.moveTo({ scale: KG.network.getScale() * 0.92, animation: false });
};

// Bring an entity into the picture, select it and move there.
KG.goTo = (i) => {
  G.hidden.delete(i);
  G.typesOff.delete(KG.type[i]);
  if (!G.shown.has(i)) { G.shown.add(i); G.kept.add(i); }
  if (G.tab !== "graph") KG.openTab("graph");
  G.selected = { node: i };
  G.path = null;
  KG.refresh();
  KG.emit("select");
  KG.centre([i]);
  KG.emit("address");
};

// Open the facts of a pair from outside the canvas: its line is moved into sight if need be.
KG.openPair = (p) => {
  const { a, b } = KG.pairs[p], box = KG.byId("canvas"), inSight = (i) => {
    const [x, y] = KG.place(i), at = KG.network.canvasToDOM({ x, y });
    return at.x > 0 && at.y > 0 && at.x < box.clientWidth && at.y < box.clientHeight;
  };
  KG.select({ pair: p });
  if (G.tab === "graph" && KG.visiblePairs.includes(p) && !(inSight(a) && inSight(b))) KG.centre([a, b]);
};

// As near as shows a thing with its neighbours round it, within reason.
const scaleRound = (i) => {
  const [x, y] = KG.place(i), box = KG.byId("canvas"), far = [60, 60];
  for (const j of KG.neighbours(i)) if (KG.isVisible(j)) KG.place(j).forEach((at, axis) => { far[axis] = Math.max(far[axis], Math.abs(at - (axis ? y : x))); });
  return Math.min(1.15, Math.max(0.6, 0.42 * Math.min(box.clientWidth / far[0], box.clientHeight / far[1])));
};
KG.centre = (ids) => {
  const animation = matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  if (ids.length === 1) KG.network.focus(ids[0], { scale: scaleRound(ids[0]), animation });
  else KG.network.fit({ nodes: ids, animation, maxZoomLevel: 1.2 });
};
