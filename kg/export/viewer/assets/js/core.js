// The data as read, its indices, the state of the page, and how its parts tell each other of changes.
const D = window.kgData;
delete window.kgData;
if (D.live) {
  const none = () => D.entities.id.map(() => 0), names = ["s", "p", "o", "article", "title", "value", "date", "rule", "confidence", "raw", "raw_length", "at", "length", "s_at", "s_length", "o_at", "o_length"];
  Object.assign(D, { facts: Object.fromEntries(names.map((name) => [name, []])), strings: [""], articles: [], posts: [], contradictions: [], joined: [], unsure: [] });
  Object.assign(D.entities, { articles: D.entities.id.map(() => []), community: none().map(() => -1), pagerank: none(), betweenness: none() });
}
const E = D.entities, F = D.facts, S = D.strings;
for (const [name, beside] of Object.entries({ s_at: "at", o_at: "at", raw: "at", raw_length: "length" })) F[name] = F[name].map((from, f) => F[beside][f] + from); // as payload.py writes them
KG.data = D;
KG.n = E.id.length;
KG.m = 0;

KG.types = D.types.map(([id, zh, en]) => ({ id, zh, en, style: D.styles[id] || { shape: "circle", light: "#6a6a68", dark: "#a9a8a3" } }));
KG.relations = D.relations.map(([id, zh, en, symmetric]) => ({ id, zh, en, symmetric: !!symmetric }));
KG.label = (thing) => (KG.language === "zh" ? thing.zh : thing.en);

const typeNumber = new Map(KG.types.map((t, i) => [t.id, i]));
const relationNumber = new Map(KG.relations.map((r, i) => [r.id, i]));
KG.typesOf = (i) => [].concat(E.types[i]);
KG.type = Int32Array.from(E.types, (t) => typeNumber.get(Array.isArray(t) ? t[0] : t));
KG.relation = [];
KG.numberOf = new Map(E.id.map((id, i) => [id, i]));
KG.togetherRelation = relationNumber.has("coOccursWith") ? relationNumber.get("coOccursWith") : -1;

KG.papers = [...new Set(D.pages.map((p) => p[1]))].sort();
const paperNumber = new Map(KG.papers.map((p, i) => [p, i]));
KG.articlePaper = [];
KG.articleDate = [];
const indexArticle = (a) => {
  KG.articlePaper.push(paperNumber.get(D.pages[a[0]][1]));
  KG.articleDate.push(a[3] || D.pages[a[0]][2]);
};
D.articles.forEach(indexArticle);
KG.addArticle = (a) => { D.articles.push(a); indexArticle(a); };
KG.dateOf = (f) => S[F.date[f]] || KG.articleDate[F.article[f]] || "";
KG.dates = D.dates || [...new Set(Array.from(F.s, (_, f) => KG.dateOf(f)).filter(Boolean))].sort();
const dateNumber = new Map(KG.dates.map((d, i) => [d, i]));
KG.date = [];

// Facts of each entity; and the pairs of entities that facts join, which the graph draws as one line each.
KG.factsOf = Array.from({ length: KG.n }, () => []);
KG.pairs = [];
KG.pairOf = [];
const pairNumber = new Map();
KG.addFacts = (from) => {
  KG.m = F.s.length;
  for (let f = from; f < KG.m; f++) {
    const s = F.s[f], o = F.o[f], date = KG.dateOf(f);
    KG.relation[f] = relationNumber.get(S[F.p[f]]);
    KG.date[f] = dateNumber.has(date) ? dateNumber.get(date) : -1;
    KG.factsOf[s].push(f);
    KG.factsOf[o].push(f);
    const a = Math.min(s, o), b = Math.max(s, o), key = a * KG.n + b;
    if (!pairNumber.has(key)) {
      pairNumber.set(key, KG.pairs.length);
      KG.pairs.push({ a, b, facts: [] });
    }
    KG.pairOf[f] = pairNumber.get(key);
    KG.pairs[KG.pairOf[f]].facts.push(f);
  }
};
KG.addFacts(0);
KG.pairBetween = (a, b) => pairNumber.get(Math.min(a, b) * KG.n + Math.max(a, b));
KG.other = (f, i) => (F.s[f] === i ? F.o[f] : F.s[f]);

KG.start = () => new Set(D.picture.nodes);
KG.state = {
  tab: "graph", theme: "light", shown: KG.start(), hidden: new Set(), pinned: new Set(), kept: new Set(), moved: new Map(),
  typesOff: new Set(), relationsOff: new Set(KG.togetherRelation < 0 ? [] : [KG.togetherRelation]), papersOff: new Set(),
  from: 0, to: Math.max(0, KG.dates.length - 1), confidence: 0, isolated: false, colour: "type", size: "degree",
  selected: null, path: null,
};

const listeners = {};
KG.on = (name, run) => (listeners[name] = listeners[name] || []).push(run);
KG.emit = (name, value) => (listeners[name] || []).forEach((run) => run(value));

// Elements are only ever made here, and text only ever set as text: nothing in the data can become markup.
KG.el = (tag, props, ...children) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === undefined || value === null) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "class") node.className = value;
    else if (key in node && key !== "list") node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.flat(3).filter((c) => c !== null && c !== undefined && c !== false));
  return node;
};
KG.replace = (node, ...children) => node.replaceChildren(...children.flat(3).filter((c) => c !== null && c !== undefined && c !== false));
KG.byId = (id) => document.getElementById(id);

KG.colour = (i) => KG.types[KG.type[i]].style[KG.state.theme];
KG.css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

let noticeTimer = 0;
KG.notice = (text) => {
  const node = KG.byId("notice");
  node.textContent = text;
  node.classList.add("on");
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => node.classList.remove("on"), 2600);
};

KG.copy = (text, said) => {
  const done = () => KG.notice(said);
  const byHand = () => {
    const area = KG.el("textarea", { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    done();
  };
  KG.lastCopied = text;
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand);
  else byHand();
};
