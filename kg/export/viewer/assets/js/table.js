// Entities and facts as sortable tables: the same content as the graph, for reading with keys or a screen reader.
const T = KG.state, ET = KG.data.entities, FT = KG.data.facts;
const PAGE = 200;
const kind = (i) => KG.el("span", { class: "kind" }, KG.icon(KG.types[KG.type[i]].style, 13), KG.label(KG.types[KG.type[i]]));
const compare = (a, b) => (typeof a === "number" ? a - b : String(a).localeCompare(String(b), "zh-CN"));

// columns: key of the heading, value to sort by, what the cell shows, whether it is a number, its class otherwise.
const entityColumns = [
  ["c.name", (i) => ET.name[i], (i) => KG.nameButton(i)],
  ["c.type", (i) => KG.label(KG.types[KG.type[i]]), kind],
  ["c.aliases", (i) => ET.aliases[i].join("、"), (i) => ET.aliases[i].join("、"), false, "aside"],
  ["c.neighbours", (i) => ET.degree[i], (i) => KG.count(ET.degree[i]), true],
  ["c.facts", (i) => KG.factsOf[i].length, (i) => KG.count(KG.factsOf[i].filter((f) => KG.passing[f]).length), true],
  ["c.articles", (i) => ET.articles[i].length, (i) => KG.count(ET.articles[i].length), true],
];
const factColumns = [
  ["c.subject", (f) => ET.name[FT.s[f]], (f) => KG.nameButton(FT.s[f])],
  ["c.relation", (f) => KG.label(KG.relations[KG.relation[f]]), (f) => KG.el("button", { type: "button", class: "link", onclick: () => KG.openPair(KG.pairOf[f]) }, KG.label(KG.relations[KG.relation[f]])), false, "short"],
  ["c.object", (f) => ET.name[FT.o[f]], (f) => KG.nameButton(FT.o[f])],
  ["c.title", (f) => KG.data.strings[FT.title[f]], (f) => KG.data.strings[FT.title[f]]],
  ["c.date", (f) => KG.dateOf(f), (f) => KG.dateOf(f), false, "short"],
  ["c.paper", (f) => KG.article(f).paper, (f) => KG.article(f).paper, false, "short aside"],
  ["c.confidence", (f) => FT.confidence[f], (f) => `${FT.confidence[f]}%`, true],
];

const looks = {
  entities: { columns: entityColumns, sort: 3, down: true, scope: "all", rows: PAGE,
    items: (all) => (all ? Array.from({ length: KG.n }, (_, i) => i).filter((i) => !T.typesOff.has(KG.type[i])) : KG.visible) },
  facts: { columns: factColumns, sort: 4, down: true, scope: "all", rows: PAGE, items: (all) => {
    const pairs = new Set(KG.visiblePairs);
    return Array.from({ length: KG.m }, (_, f) => f).filter((f) => KG.passing[f] && (all || pairs.has(KG.pairOf[f])));
  } },
};

const classOf = ([, , , number, other]) => (number ? "number" : other || "");
const headCell = (name, look, column, k) => KG.el("th", { scope: "col", class: classOf(column), "aria-sort": look.sort === k ? (look.down ? "descending" : "ascending") : "none" },
  KG.el("button", { type: "button", "data-sort": column[0], onclick: () => {
    look.down = look.sort === k ? !look.down : !!column[3];
    look.sort = k;
    KG.renderTable(name);
    KG.byId(`view-${name}`).querySelector(`[data-sort="${column[0]}"]`).focus();
  } }, KG.t(column[0])));

const rowOf = (look) => (item) => KG.el("tr", null, look.columns.map((column, k) => KG.el(k ? "td" : "th", k ? { class: classOf(column) } : { scope: "row" }, column[2](item))));

KG.renderTable = (name) => {
  const look = looks[name], value = look.columns[look.sort][1];
  const items = look.items(look.scope === "all").map((item) => [value(item), item]);
  items.sort((a, b) => (look.down ? compare(b[0], a[0]) : compare(a[0], b[0])) || a[1] - b[1]);
  const scope = KG.el("select", { "aria-label": KG.t("table.shown"), onchange: () => { look.scope = scope.value; look.rows = PAGE; KG.renderTable(name); } },
    ["all", "shown"].map((v) => KG.el("option", { value: v, selected: look.scope === v }, KG.t(`table.${v}`))));
  const left = items.length - look.rows;
  const more = left > 0 && KG.el("button", { type: "button", class: "more", onclick: () => { look.rows += PAGE; KG.renderTable(name); } }, KG.t("table.more", Math.min(PAGE, left)));
  KG.replace(KG.byId(`view-${name}`), KG.el("div", { class: "look" },
    KG.el("div", { class: "bar" }, KG.el("h2", null, KG.t(`tab.${name}`)), KG.el("span", { role: "status" }, KG.t("table.rows", KG.count(items.length))), scope),
    KG.el("table", { "aria-label": KG.t(`tab.${name}`) }, KG.el("thead", null, KG.el("tr", null, look.columns.map((column, k) => headCell(name, look, column, k)))),
      KG.el("tbody", null, items.slice(0, look.rows).map(([, item]) => rowOf(look)(item)))), more));
};
