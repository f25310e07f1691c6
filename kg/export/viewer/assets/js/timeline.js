// Events and posts by the date of the report that tells of them.
const FL = KG.data.facts;
const EVENT = new Set(["attended", "organizes", "heldIn"]);

// date -> key of the thing told -> its facts
const byDate = () => {
  const dates = new Map();
  for (let f = 0; f < KG.m; f++) {
    const relation = KG.relations[KG.relation[f]].id;
    if (!KG.passing[f] || !(relation === "holdsPost" || EVENT.has(relation))) continue;
    const key = relation === "holdsPost" ? `p${FL.s[f]}` : `e${relation === "heldIn" ? FL.s[f] : FL.o[f]}`, date = KG.dateOf(f);
    if (!dates.has(date)) dates.set(date, new Map());
    const things = dates.get(date);
    things.set(key, [...(things.get(key) || []), f]);
  }
  return [...dates].sort((a, b) => ((a[0] || "~") < (b[0] || "~") ? -1 : 1)); // undated last
};

const entry = ([key, facts]) => {
  const i = +key.slice(1), once = [...new Map(facts.map((f) => [KG.claimText(f), f])).values()];
  return KG.el("li", { class: "entry" },
    KG.el("p", null, KG.icon(KG.types[KG.type[i]].style, 13), " ", KG.nameButton(i)),
    once.slice(0, 6).map((f) => KG.el("p", { class: "small" }, KG.el("button", { type: "button", class: "link", onclick: () => KG.openPair(KG.pairOf[f]) }, KG.claimText(f)))));
};

// The dates to scale: a mark for each report, as large as what it tells.
const NS = "http://www.w3.org/2000/svg";
const svg = (tag, attributes, ...children) => {
  const node = document.createElementNS(NS, tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
};
const days = (date) => Date.UTC(+date.slice(0, 4), +(date.slice(5, 7) || 7) - 1, +(date.slice(8, 10) || 15)) / 864e5;

const axis = (dated) => {
  const known = dated.filter(([date]) => /^\d{4}/.test(date));
  if (known.length < 2) return null;
  const first = +known[0][0].slice(0, 4), last = +known[known.length - 1][0].slice(0, 4) + 1;
  const wide = Math.max(320, Math.min(1000, KG.byId("view-timeline").clientWidth - 40));
  const from = days(`${first}-01-01`), to = days(`${last}-01-01`), at = (day) => 20 + ((wide - 40) * (day - from)) / (to - from);
  const every = Math.ceil((last - first) / (wide / 80)), years = Array.from({ length: last - first + 1 }, (_, k) => first + k).filter((y) => (y - first) % every === 0);
  const most = Math.max(...known.map(([, things]) => things.size));
  const drawing = svg("svg", { class: "axis", viewBox: `0 0 ${wide} 74`, role: "group", "aria-label": KG.t("timeline.lead") });
  drawing.append(svg("line", { x1: 20, x2: wide - 20, y1: 44, y2: 44 }));
  for (const year of years) drawing.append(svg("line", { x1: at(days(`${year}-01-01`)), x2: at(days(`${year}-01-01`)), y1: 40, y2: 48 }), svg("text", { x: at(days(`${year}-01-01`)), y: 66, "text-anchor": "middle" }, String(year)));
  for (const [date, things] of known) {
    const mark = svg("circle", { cx: at(days(date)), cy: 44, r: 4 + 12 * Math.sqrt(things.size / most), tabindex: 0, role: "button", "aria-label": `${date} · ${things.size}` }, svg("title", {}, `${date} · ${things.size}`));
    const open = () => KG.byId(`on-${date}`).scrollIntoView({ block: "start" });
    mark.addEventListener("click", open);
    mark.addEventListener("keydown", (event) => { if (event.key === "Enter") open(); });
    drawing.append(mark);
  }
  return drawing;
};

KG.renderTimeline = () => {
  const dates = byDate();
  const day = ([date, things]) => {
    const part = (letter) => [...things].filter(([key]) => key[0] === letter).sort((a, b) => +a[0].slice(1) - +b[0].slice(1));
    return KG.el("li", { id: `on-${date}` }, KG.el("h3", null, KG.el("time", null, date || KG.t("undated"))), KG.el("ul", { class: "entries" }, part("e").concat(part("p")).map(entry)));
  };
  KG.replace(KG.byId("view-timeline"), KG.el("div", { class: "look" },
    KG.el("div", { class: "bar" }, KG.el("h2", null, KG.t("tab.timeline")), KG.el("span", null, KG.t("timeline.lead"))),
    axis(dates),
    dates.length ? KG.el("ol", { class: "years" }, dates.map(day)) : KG.el("p", null, KG.t("timeline.none"))));
};
