// Brings the page up and joins its parts.
const M_ = KG.state;
const TABS = ["graph", "entities", "facts", "timeline", "matrix"];
const RENDER = { entities: () => KG.renderTable("entities"), facts: () => KG.renderTable("facts"), timeline: () => KG.renderTimeline(), matrix: () => KG.renderMatrix() };

KG.openTab = (name) => {
  M_.tab = name;
  for (const tab of TABS) {
    const node = KG.byId(`tab-${tab}`), on = tab === name;
    node.setAttribute("aria-selected", String(on));
    node.tabIndex = on ? 0 : -1;
    KG.byId(`view-${tab}`).hidden = !on;
  }
  if (RENDER[name]) RENDER[name]();
  else if (KG.network) KG.network.redraw();
  KG.emit("address");
};

const NAMED = 4; // papers in the masthead; the filter has them all
const renderMasthead = () => {
  const { meta } = KG.data, dates = [...new Set(KG.data.pages.map((p) => p[2]).filter(Boolean))].sort(), said = KG.relation.filter((r) => r !== KG.togetherRelation).length;
  const city = KG.language === "zh" ? meta.city : meta.city_en;
  const span = dates.length ? (dates.length > 1 ? `${dates[0]} — ${dates[dates.length - 1]}` : dates[0]) : KG.t("undated");
  const papers = KG.papers.filter(Boolean), named = papers.slice(0, NAMED).join("、");
  const printed = papers.length > NAMED ? KG.t("and.papers", named, KG.count(papers.length)) : named;
  KG.byId("name").textContent = KG.t("name", city).trim();
  document.title = KG.byId("name").textContent;
  KG.byId("imprint").textContent = KG.t("imprint", [printed, span].filter(Boolean).join(" "), KG.count(KG.data.pages.length), KG.count(KG.data.live ? KG.data.totals.articles : KG.data.articles.length), KG.count(KG.n), KG.count(KG.data.live ? KG.data.totals.facts : said));
  KG.byId("language").textContent = KG.language === "zh" ? "English" : "中文";
  KG.byId("theme").textContent = M_.theme === "dark" ? "☀" : "☾";
};

const renderStatus = () => {
  const facts = KG.visiblePairs.reduce((n, p) => n + KG.pairs[p].facts.filter((f) => KG.passing[f]).length, 0), out = Object.entries(KG.data.meta.left_out);
  const all = KG.relation.filter((r) => r !== KG.togetherRelation || !M_.relationsOff.has(r)).length;
  KG.byId("status").textContent = KG.t("status", KG.count(KG.visible.length), KG.count(KG.n), KG.count(facts), KG.count(all)) +
    (KG.data.live ? " · " + KG.t("status.live") : "") + (out.length ? " · " + KG.t("status.out", out.map(([key, n]) => KG.t(`out.${key}`, KG.count(n))).join("、")) : "");
};

const setTheme = (theme) => {
  M_.theme = theme;
  document.documentElement.dataset.theme = theme;
};

const renderAll = () => {
  KG.translatePage();
  renderMasthead();
  KG.refresh();
  KG.renderPanel();
  KG.openTab(M_.tab);
};

const zoom = (factor) => KG.network.moveTo({ scale: KG.network.getScale() * factor, animation: false });
const pan = (dx, dy) => {
  const { x, y } = KG.network.getViewPosition(), step = 60 / KG.network.getScale();
  KG.network.moveTo({ position: { x: x + dx * step, y: y + dy * step }, animation: false });
};
let stepped = -1;
const step = (by) => {
  if (!KG.visible.length) return;
  stepped = (stepped + by + KG.visible.length) % KG.visible.length;
  KG.select({ node: KG.visible[stepped] });
  KG.centre([KG.visible[stepped]]);
};
const CANVAS_KEYS = {
  "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), "0": () => KG.fit(), ArrowLeft: () => pan(-1, 0), ArrowRight: () => pan(1, 0), ArrowUp: () => pan(0, -1), ArrowDown: () => pan(0, 1),
  n: () => step(1), p: () => step(-1), Enter: () => KG.byId("panel").focus(), e: () => M_.selected && M_.selected.node !== undefined && KG.expand(M_.selected.node),
};

const bindKeys = () => {
  KG.byId("canvas").addEventListener("keydown", (event) => {
    const run = CANVAS_KEYS[event.key];
    if (!run || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    run();
    KG.emit("address");
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) && document.activeElement.type !== "checkbox";
    if (event.key === "/" && !typing) { event.preventDefault(); KG.byId("search").focus(); KG.byId("search").select(); }
    if (event.key === "Escape" && !typing && (M_.selected || M_.path)) KG.select(null);
  });
  KG.byId("tabs").addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const next = TABS[(TABS.indexOf(M_.tab) + by + TABS.length) % TABS.length];
    KG.openTab(next);
    KG.byId(`tab-${next}`).focus();
  });
};

const bindButtons = () => {
  const runs = { "zoom-in": () => zoom(1.25), "zoom-out": () => zoom(0.8), fit: () => KG.fit(), reset: KG.reset, "open-path": () => KG.openPath() };
  for (const [id, run] of Object.entries(runs)) KG.byId(id).addEventListener("click", () => { run(); KG.emit("address"); });
  for (const tab of TABS) KG.byId(`tab-${tab}`).addEventListener("click", () => KG.openTab(tab));
  KG.byId("language").addEventListener("click", () => { KG.language = KG.language === "zh" ? "en" : "zh"; renderAll(); KG.emit("address"); });
  KG.byId("theme").addEventListener("click", () => { M_.themeChosen = true; setTheme(M_.theme === "dark" ? "light" : "dark"); renderAll(); KG.emit("address"); });
  const toggle = KG.byId("filters-toggle"), body = KG.byId("filters-body");
  toggle.addEventListener("click", () => { body.hidden = !body.hidden; toggle.setAttribute("aria-expanded", String(!body.hidden)); });
};

KG.on("visible", () => { KG.renderFilters(); renderStatus(); });
KG.on("filter", () => { KG.refresh(); KG.renderPanel(); if (RENDER[M_.tab]) RENDER[M_.tab](); KG.emit("address"); });
KG.on("drawing", () => { KG.redraw(); KG.renderFilters(); KG.emit("address"); });
KG.on("select", () => KG.renderPanel());

const begin = () => {
  M_.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const { path, view } = KG.readAddress();
  setTheme(M_.theme);
  if (M_.turned) KG.turn();
  if (matchMedia("(max-width: 820px)").matches) {
    KG.byId("filters-body").hidden = true;
    KG.byId("filters-toggle").setAttribute("aria-expanded", "false");
  }
  KG.translatePage();
  KG.byId("panel").className = M_.selected || path ? "" : "empty";
  KG.drawGraph();
  renderAll();
  KG.fit();
  if (path && path.ends.length === 2) { const chosen = M_.selected; M_.pathOpen = true; M_.pathEnds = path.ends; KG.runPath(path.kind); if (chosen) KG.select(chosen); }
  if (view) KG.network.moveTo({ position: { x: view[0], y: view[1] }, scale: view[2], animation: false });
  KG.network.on("zoom", () => KG.emit("address"));
  KG.network.on("dragEnd", () => KG.emit("address"));
  KG.combobox(KG.byId("search"), (i) => { KG.byId("search").value = ""; KG.goTo(i); });
  bindKeys();
  bindButtons();
  KG.emit("start");
  window.addEventListener("hashchange", () => location.reload());
  document.documentElement.dataset.ready = "true";
  KG.network.once("afterDrawing", () => performance.mark("kg-painted"));
  KG.network.redraw();
};
begin();
