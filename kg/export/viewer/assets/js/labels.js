// Names on the canvas: the most important first, each where it covers no other; on-demand names of lines.
const widths = new Map();
const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif';
const SIZE = 12.5;
// So many of the most important names may cover small neighbours, though never another name.
const LEADING = 12;
const FEW = 16;

const shortened = (name) => (name.length > 16 ? name.slice(0, 15) + "…" : name);
const widthOf = (ctx, text) => {
  if (!widths.has(text)) widths.set(text, ctx.measureText(text).width);
  return widths.get(text);
};

// Places taken so far, by cells of a grid, so that a frame costs no more than the names it shows.
const taken = () => {
  const cells = new Map(), cell = 64;
  const over = (box, run) => {
    for (let cx = Math.floor(box[0] / cell); cx <= Math.floor(box[2] / cell); cx++)
      for (let cy = Math.floor(box[1] / cell); cy <= Math.floor(box[3] / cell); cy++) if (run(`${cx},${cy}`)) return true;
    return false;
  };
  return {
    free: (box) => !over(box, (key) => (cells.get(key) || []).some((b) => b[0] < box[2] && box[0] < b[2] && b[1] < box[3] && box[1] < b[3])),
    take: (box) => over(box, (key) => { cells.set(key, [...(cells.get(key) || []), box]); return false; }),
  };
};

// Places round a node, in screen units: under it, over it, right, left, and the corners.
const spots = (r, w) => [[-w / 2, r + 2], [-w / 2, -r - SIZE - 5], [r + 3, -SIZE / 2 - 1], [-r - 3 - w, -SIZE / 2 - 1],
  [r * 0.7, r * 0.7], [-r * 0.7 - w, r * 0.7], [r * 0.7, -r * 0.7 - SIZE - 3], [-r * 0.7 - w, -r * 0.7 - SIZE - 3]];

const importance = (node) => {
  const chosen = KG.state.selected && KG.state.selected.node === node.id, hovered = KG.hovered && KG.hovered.node === node.id;
  return (chosen || hovered ? 2e9 : 0) + (node.dim ? -1e9 : 0) - node.id;
};

KG.drawLabels = (ctx) => {
  const scale = KG.network.getScale(), places = taken(), bodies = taken(), theme = KG.palette;
  ctx.save();
  ctx.scale(1 / scale, 1 / scale);
  ctx.font = `${SIZE}px ${FONT}`;
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  const corner = KG.network.DOMtoCanvas({ x: 0, y: 0 }), canvas = KG.byId("canvas");
  const edge = [corner.x * scale, corner.y * scale, corner.x * scale + canvas.clientWidth, corner.y * scale + canvas.clientHeight];
  const frame = KG.frame.filter(({ x, y }) => x * scale > edge[0] - 80 && x * scale < edge[2] + 80 && y * scale > edge[1] - 40 && y * scale < edge[3] + 40);
  for (const { x, y, r, dim } of frame) if (!dim) bodies.take([(x - r) * scale, (y - r) * scale, (x + r) * scale, (y + r) * scale].map((v, k) => v + (k < 2 ? 1 : -1)));
  frame.sort((a, b) => importance(b) - importance(a));
  KG.written = [];
  origin = edge;
  // a few things in the light are named before their lines, many after them
  const inLight = frame.filter((node) => !node.dim), few = inLight.length <= FEW && inLight.length < frame.length;
  const first = frame.filter((node) => importance(node) > 1e9 || (few && !node.dim)), others = frame.slice(first.length);
  for (const node of first) drawName(ctx, { ...node, leading: true }, scale, { places, bodies, edge }, theme);
  drawLineNames(ctx, scale, places, bodies, theme);
  others.forEach((node, order) => drawName(ctx, { ...node, leading: order < LEADING }, scale, { places, bodies, edge }, theme));
  ctx.restore();
};

const drawName = (ctx, node, scale, { places, bodies, edge }, theme) => {
  const important = importance(node) > 1e9;
  if (node.dim && !important) return;
  const text = important ? KG.data.entities.name[node.id] : shortened(KG.data.entities.name[node.id]), w = widthOf(ctx, text);
  const boxes = spots(node.r * scale, w).map(([dx, dy]) => {
    const x = node.x * scale + dx, y = node.y * scale + dy;
    return [x - 2, y - 1, x + w + 2, y + SIZE + 3];
  });
  const inside = (box) => box[0] > edge[0] && box[2] < edge[2];
  const open = boxes.filter((box) => important || (inside(box) && places.free(box))), box = open.find(bodies.free) || (important || node.leading ? open[0] : null);
  if (!box) return;
  places.take(box);
  write(ctx, text, box[0] + 2, box[1] + 1, important ? theme.accent : theme.ink, theme);
};

// What the last frame wrote, in pixels of the canvas: a drawing that is taken away shows the same names.
let origin = [0, 0];
KG.written = [];
const write = (ctx, text, x, y, colour, theme) => {
  KG.written.push({ text, x: x - origin[0], y: y - origin[1], colour });
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = theme.paper;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
};

// The relations that a line stands for, each once, with the post or the number of facts.
KG.lineName = (p) => {
  const seen = new Map(), facts = KG.data.facts;
  for (const f of KG.pairs[p].facts) {
    if (!KG.passing[f]) continue;
    const title = KG.data.strings[facts.title[f]], name = KG.label(KG.relations[KG.relation[f]]) + (title ? ` · ${title}` : "");
    seen.set(name, (seen.get(name) || 0) + 1);
  }
  return [...seen].slice(0, 3).map(([name, n]) => (n > 1 ? `${name} ×${n}` : name)).join(" / ");
};

const namedPairs = () => {
  const { selected, path } = KG.state, pairs = [];
  if (KG.hovered && KG.hovered.pair !== undefined) pairs.push(KG.hovered.pair);
  if (path) pairs.push(...path.pairs);
  else if (selected && selected.pair !== undefined) pairs.push(selected.pair);
  else if (selected) pairs.push(...KG.visiblePairs.filter((p) => KG.pairs[p].a === selected.node || KG.pairs[p].b === selected.node).slice(0, 40));
  return new Set(pairs);
};

// On the line, at its middle or, where that is taken, a little to one side.
const drawLineNames = (ctx, scale, places, bodies, theme) => {
  const at = new Map(KG.frame.map((node) => [node.id, node]));
  const pairs = namedPairs();
  for (const p of pairs) {
    const a = at.get(KG.pairs[p].a), b = at.get(KG.pairs[p].b), text = KG.lineName(p);
    if (!a || !b || !text) continue;
    const w = widthOf(ctx, text), boxes = [0.5, 0.38, 0.62].map((part) => {
      const x = (a.x + (b.x - a.x) * part) * scale - w / 2, y = (a.y + (b.y - a.y) * part) * scale - SIZE / 2;
      return [x - 2, y - 1, x + w + 2, y + SIZE + 3];
    });
    const open = boxes.filter(places.free), box = open.find(bodies.free) || (pairs.size <= LEADING ? open[0] : null);
    if (!box) continue;
    places.take(box);
    write(ctx, text, box[0] + 2, box[1] + 1, theme.accent, theme);
  }
};
