// Clusters by the companies and parks that belong to them: stated, or through one entity that is joined to both.
const MX = { rows: 40, columns: 60 };
const ofType = (...names) => Array.from({ length: KG.n }, (_, i) => i).filter((i) => names.includes(KG.types[KG.type[i]].id));

const direct = (i, j) => {
  const p = KG.pairBetween(i, j);
  return p === undefined ? null : KG.pairs[p].facts.some((f) => KG.passing[f] && KG.relation[f] !== KG.togetherRelation) ? { pair: p } : null;
};

// A park has to do with a cluster when a company of that cluster is in it.
const through = (cluster, park) => {
  for (const k of KG.neighbours(cluster)) {
    if (KG.types[KG.type[k]].id !== "Company") continue;
    const p = direct(k, park);
    if (p) return { pair: p.pair, via: k };
  }
  return null;
};

const cellOf = (cluster, i, isPark) => direct(cluster, i) || (isPark ? through(cluster, i) : null);

const cellButton = (cell, row, column) => {
  if (!cell) return null;
  const names = KG.data.entities.name, text = `${names[row]} · ${names[column]}${cell.via === undefined ? "" : " · " + KG.t("via", names[cell.via])}`;
  const facts = KG.pairs[cell.pair].facts.filter((f) => KG.passing[f]).length;
  return KG.el("button", { type: "button", class: cell.via === undefined ? "" : "through", title: text, "aria-label": `${facts} · ${text}`, onclick: () => KG.openPair(cell.pair) }, String(facts));
};

KG.renderMatrix = () => {
  const clusters = ofType("IndustryCluster"), parks = ofType("IndustrialPark"), companies = ofType("Company");
  const filled = new Map();
  const fill = (columns, isPark) => columns.filter((i) => {
    const cells = clusters.map((c) => [c, cellOf(c, i, isPark)]).filter(([, cell]) => cell);
    cells.forEach(([c, cell]) => filled.set(`${c},${i}`, cell));
    return cells.length;
  });
  const allColumns = [...fill(parks, true), ...fill(companies, false)], columns = allColumns.slice(0, MX.columns);
  const used = clusters.filter((c) => columns.some((i) => filled.has(`${c},${i}`))), rows = used.slice(0, MX.rows);
  const firstCompany = columns.find((i) => KG.types[KG.type[i]].id === "Company");
  const head = (i) => KG.el("th", { scope: "col", class: i === firstCompany ? "group-start" : "" }, KG.nameButton(i));
  const line = (c) => KG.el("tr", null, KG.el("th", { scope: "row" }, KG.nameButton(c)), columns.map((i) => KG.el("td", { class: i === firstCompany ? "group-start" : "" }, cellButton(filled.get(`${c},${i}`), c, i))));
  KG.replace(KG.byId("view-matrix"), KG.el("div", { class: "look" },
    KG.el("div", { class: "bar" }, KG.el("h2", null, KG.t("tab.matrix")), KG.el("span", null, KG.t("matrix.lead")), KG.el("span", null, KG.t("matrix.cut", rows.length, clusters.length, columns.length, parks.length + companies.length))),
    rows.length ? KG.el("table", { class: "matrix", "aria-label": KG.t("tab.matrix") }, KG.el("thead", null, KG.el("tr", null, KG.el("td"), columns.map(head))), KG.el("tbody", null, rows.map(line))) : KG.el("p", null, KG.t("matrix.none"))));
};
