// Which facts and entities pass, and the controls that say so.
const S_ = KG.state;

KG.passing = new Uint8Array(KG.m);
KG.computePassing = () => {
  const off = KG.relations.map((_, r) => S_.relationsOff.has(r));
  const paperOff = KG.papers.map((_, p) => S_.papersOff.has(p));
  const dated = S_.from > 0 || S_.to < KG.dates.length - 1;
  const facts = KG.data.facts;
  if (KG.passing.length < KG.m) KG.passing = new Uint8Array(2 * KG.m);
  KG.passingCount = 0;
  for (let f = 0; f < KG.m; f++) {
    const date = KG.date[f];
    const pass = !off[KG.relation[f]] && facts.confidence[f] >= S_.confidence && !paperOff[KG.articlePaper[facts.article[f]]] &&
      (!dated || (date >= S_.from && date <= S_.to)) && !S_.typesOff.has(KG.type[facts.s[f]]) && !S_.typesOff.has(KG.type[facts.o[f]]);
    KG.passing[f] = pass ? 1 : 0;
    KG.passingCount += KG.passing[f];
  }
};

// Counts beside a choice: how many facts would be there if only this filter were open.
const factCounts = (keys, number, ignore) => {
  const counts = new Int32Array(number), facts = KG.data.facts, saved = S_[ignore];
  S_[ignore] = new Set();
  KG.computePassing();
  for (let f = 0; f < KG.m; f++) if (KG.passing[f]) counts[keys(f, facts)]++;
  S_[ignore] = saved;
  KG.computePassing();
  return counts;
};

KG.icon = (style, size) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("viewBox", "-10 -10 20 20");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", KG.shapePath(style.shape, 8));
  path.setAttribute(style.shape === "ring" ? "stroke" : "fill", style[S_.theme]);
  if (style.shape === "ring") {
    path.setAttribute("fill", "none");
    path.setAttribute("stroke-width", "4");
  }
  svg.append(path);
  return svg;
};

const choice = (set, number, label, count, icon, name) => {
  const input = KG.el("input", { type: "checkbox", checked: !set.has(number), "data-choice": name, onchange: () => {
    if (input.checked) set.delete(number); else set.add(number);
    KG.emit("filter");
  } });
  return KG.el("label", { class: "choice" + (set.has(number) ? " off" : "") }, input, icon, KG.el("span", { class: "label" }, label), KG.el("span", { class: "count" }, count));
};

const group = (title, set, numbers, children) => {
  const every = KG.el("button", { type: "button", onclick: () => {
    const all = set.size === 0;
    set.clear();
    if (all) numbers.forEach((i) => set.add(i));
    KG.emit("filter");
  } }, KG.t(set.size ? "all" : "none"));
  return KG.el("fieldset", null, KG.el("legend", null, KG.t(title), every), KG.el("div", null, children));
};

const slider = (label, { set, ...props }, shown) => {
  const output = KG.el("output", null, shown(props.value));
  const input = KG.el("input", { type: "range", "aria-label": KG.t(label), ...props, oninput: () => { output.textContent = shown(+input.value); },
    onchange: () => { set(+input.value); KG.emit("filter"); } });
  return KG.el("label", { class: "slider" }, KG.el("span", null, KG.t(label)), input, output);
};

const pick = (label, key, values) => KG.el("label", { class: "slider" }, KG.el("span", null, KG.t(label)),
  KG.el("select", { "data-pick": key, onchange: (event) => { S_[key] = event.target.value; KG.emit("drawing"); } },
    values.map((v) => KG.el("option", { value: v, selected: S_[key] === v }, KG.t(`${key}.${v}`)))));

const typeChoices = () => {
  const all = new Int32Array(KG.types.length), shown = new Int32Array(KG.types.length);
  for (let i = 0; i < KG.n; i++) all[KG.type[i]]++;
  for (const i of KG.visible) shown[KG.type[i]]++;
  return KG.types.map((t, i) => choice(S_.typesOff, i, KG.label(t), `${KG.count(shown[i])} / ${KG.count(all[i])}`, KG.icon(t.style, 15), t.id));
};

const dateSliders = () => {
  const last = KG.dates.length - 1;
  if (last < 1) return KG.el("p", { class: "small" }, KG.dates[0] || KG.t("undated"));
  const shown = (i) => KG.dates[i];
  return [
    slider("dates.from", { min: 0, max: last, value: S_.from, "data-slider": "from", set: (v) => { S_.from = Math.min(v, S_.to); } }, shown),
    slider("dates.to", { min: 0, max: last, value: S_.to, "data-slider": "to", set: (v) => { S_.to = Math.max(v, S_.from); } }, shown),
  ];
};

const communityLegend = () => S_.colour !== "community" ? null : KG.el("fieldset", null, KG.el("legend", null, KG.t("communities")),
  KG.el("div", null, KG.communities.slice(0, KG.communityColours().length).map((c, i) => KG.el("div", { class: "choice" },
    KG.icon({ shape: "circle", light: KG.communityColours()[i], dark: KG.communityColours()[i] }, 15),
    KG.el("span", { class: "label" }, KG.t("community", KG.data.entities.name[c.first], KG.count(c.size)))))));

KG.renderFilters = () => {
  const body = KG.byId("filters-body"), focused = document.activeElement;
  const key = focused && body.contains(focused) ? ["choice", "slider", "pick"].map((k) => focused.dataset[k] && `[data-${k}="${CSS.escape(focused.dataset[k])}"]`).find(Boolean) : null;
  const relationCounts = factCounts((f) => KG.relation[f], KG.relations.length, "relationsOff");
  const paperCounts = factCounts((f, facts) => KG.articlePaper[facts.article[f]], KG.papers.length, "papersOff");
  const numbers = (list) => list.map((_, i) => i);
  KG.replace(body,
    group("types", S_.typesOff, numbers(KG.types), typeChoices()),
    communityLegend(),
    group("relations", S_.relationsOff, numbers(KG.relations), KG.relations.map((r, i) => choice(S_.relationsOff, i, KG.label(r), KG.count(relationCounts[i]), null, r.id))),
    group("papers", S_.papersOff, numbers(KG.papers), KG.papers.map((p, i) => choice(S_.papersOff, i, p || "—", KG.count(paperCounts[i]), null, p))),
    KG.el("fieldset", null, KG.el("legend", null, KG.t("dates")), KG.el("div", null, dateSliders())),
    KG.el("fieldset", null, KG.el("legend", null, KG.t("confidence"), KG.el("span", { class: "small" }, KG.t("facts.n", KG.count(KG.passingCount)))),
      KG.el("div", null, slider("at.least", { min: 0, max: 100, step: 5, value: S_.confidence, "data-slider": "confidence", set: (v) => { S_.confidence = v; } }, (v) => `${v}%`))),
    KG.el("fieldset", null, KG.el("legend", null, KG.t("look")), KG.el("div", null,
      KG.data.live ? null : [pick("colour", "colour", ["type", "community"]), pick("size", "size", ["degree", "pagerank", "betweenness"])],
      KG.el("label", { class: "choice" }, KG.el("input", { type: "checkbox", checked: S_.isolated, "data-choice": "isolated", onchange: (event) => { S_.isolated = event.target.checked; KG.emit("filter"); } }), KG.t("isolated")))));
  if (key && body.querySelector(key)) body.querySelector(key).focus();
};
