// The panel at the side: an entity, the facts of a line, a path, or, when nothing is chosen, how to begin.
const P = KG.state, EP = KG.data.entities, FP = KG.data.facts;
const button = (key, run, disabled) => KG.el("button", { type: "button", "data-act": key, disabled: !!disabled, onclick: run }, KG.t(key));
const closing = () => KG.el("button", { type: "button", class: "close", "aria-label": KG.t("close"), onclick: () => KG.select(null) }, "×");
const heading = (text, small) => KG.el("h3", null, text, small && KG.el("small", null, small));

const intro = () => [
  KG.el("p", { class: "lead" }, KG.t("intro")),
  KG.el("p", { class: "lead" }, KG.t("intro.measure", KG.count(KG.data.meta.core))),
  KG.el("h3", { "aria-level": 2 }, KG.t("intro.top")),
  KG.el("ol", null, KG.visible.slice(0, 12).map((i) => KG.el("li", { class: "choice" }, KG.icon(KG.types[KG.type[i]].style, 14), KG.nameButton(i), KG.el("span", { class: "count" }, KG.count(EP.degree[i]))))),
];

// Posts as a timeline: of a person the bodies, of a body the people, from the first to the last date seen.
const asPost = ([person, body, title, how, first, last, fact]) => ({ person, body, title: KG.data.strings[title], acting: how & 1, former: how & 2, first: KG.data.strings[first], last: KG.data.strings[last], fact });
const POSTS = KG.data.posts.map(asPost);
KG.addPost = (row) => POSTS.push(asPost(row));
const span = ({ first, last }) => (!first ? KG.t("undated") : first === last ? first : `${first} — ${last}`);
const postTitle = (post) => [post.former ? KG.t("former") : "", post.acting ? KG.t("acting") : "", post.title].join("");
const postItem = (other) => (post) => KG.el("li", null, KG.el("time", null, span(post)), KG.nameButton(post[other]), " ",
  KG.el("button", { type: "button", class: "link", onclick: () => KG.openPair(KG.pairOf[post.fact]) }, postTitle(post)));
const posts = (i, own, other, key) => {
  const held = POSTS.filter((post) => post[own] === i).sort((a, b) => (a.first + a.last < b.first + b.last ? -1 : a.first + a.last > b.first + b.last ? 1 : 0));
  return held.length ? [heading(KG.t(key)), KG.el("ol", { class: "posts" }, held.map(postItem(other)))] : null;
};
const contradictions = (i) => KG.data.contradictions.map(([a, b]) => [POSTS[a], POSTS[b]]).filter(([a]) => a.body === i || a.person === i).map(([a, b]) =>
  KG.el("p", { class: "warning" }, KG.t("contradiction", a.title), " ", KG.nameButton(a.person), ` ${span(a)}`, KG.language === "zh" ? "；" : "; ", KG.nameButton(b.person), ` ${span(b)}`));

// One claim with all the facts that say it: the first quoted, the others counted.
KG.factItem = (facts) => {
  const [f] = facts;
  return KG.el("li", { class: "fact" },
    KG.el("p", { class: "claim" }, KG.claimNodes(f, KG.nameButton)),
    KG.el("p", { class: "said" }, KG.quote(f)),
    KG.el("p", { class: "where" }, KG.where(f), facts.length > 1 ? KG.t("and.more", KG.count(facts.length)) : "", " · ",
      KG.el("button", { type: "button", class: "link", "data-open": f, onclick: () => KG.openPair(KG.pairOf[f]) }, KG.t("evidence.n", KG.pairs[KG.pairOf[f]].facts.filter((x) => KG.passing[x]).length))));
};

// The facts by what they claim, in their order.
const byClaim = (facts) => {
  const claims = new Map();
  for (const f of facts) {
    const key = [FP.s[f], FP.o[f], FP.title[f]].join("|");
    claims.set(key, [...(claims.get(key) || []), f]);
  }
  return [...claims.values()];
};

const LONG = 30;
const factGroups = (i) => {
  const groups = new Map();
  for (const f of KG.factsOf[i]) if (KG.passing[f]) {
    const key = KG.relation[f] * 2 + (FP.s[f] === i || KG.relations[KG.relation[f]].symmetric ? 0 : 1);
    groups.set(key, [...(groups.get(key) || []), f]);
  }
  return [...groups].sort((a, b) => a[0] - b[0]).map(([key, facts]) => {
    const claims = byClaim(facts), list = KG.el("ul", null, claims.slice(0, LONG).map(KG.factItem)), relation = KG.relations[key >> 1];
    const more = claims.length > LONG && KG.el("button", { type: "button", class: "more", onclick: (event) => { list.append(...claims.slice(LONG).map(KG.factItem)); event.target.remove(); } }, KG.t("table.more", claims.length - LONG));
    return [heading((key & 1 ? "← " : "") + KG.label(relation), KG.count(claims.length)), list, more];
  }).flat();
};

// Why names were taken for this one thing, and what may be the same.
const identity = (i) => {
  const text = KG.data.strings, joined = KG.data.joined.filter(([e]) => e === i), unsure = KG.data.unsure.filter(([a, b]) => a === i || b === i);
  if (!joined.length && !unsure.length) return null;
  return [heading(KG.t("identity")), KG.el("ul", null,
    joined.map(([, a, b, score, why]) => KG.el("li", { class: "fact" }, KG.el("p", null, KG.t("same", text[a], text[b]), KG.el("span", { class: "small" }, ` ${score}%`)), KG.el("p", { class: "where" }, KG.reason(text[why])))),
    unsure.map(([a, b, score, why]) => KG.el("li", { class: "fact" }, KG.el("p", null, KG.t("unsure"), " ", KG.nameButton(a === i ? b : a), KG.el("span", { class: "small" }, ` ${score}%`)), KG.el("p", { class: "where" }, KG.reason(text[why])))))];
};

// Where any form of the entity's name stands in a text; the longest form wins where they overlap.
const standing = (i, text) => {
  const spans = [], free = (at, end) => spans.every(([a, b]) => end <= a || at >= b);
  for (const form of [EP.name[i], ...EP.aliases[i]].sort((a, b) => b.length - a.length))
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) if (free(at, at + form.length)) spans.push([at, at + form.length, "subject"]);
  return spans;
};

// An article that names the entity: its headline, and on demand its text with the name marked.
const articleItem = (i) => (a) => {
  const [page, headline, , , text] = KG.data.articles[a];
  const item = KG.el("details", { class: "fact", ontoggle: () => {
    if (item.open && !item.querySelector(".around") && text) item.append(KG.el("div", { class: "around", tabIndex: 0 }, KG.marked(text, 0, text.length, standing(i, text))));
  } }, KG.el("summary", null, KG.el("span", { class: "headline" }, headline || KG.t("untitled")), KG.el("span", { class: "where" }, " ", [KG.data.pages[page][1], KG.articleDate[a]].filter(Boolean).join(" · "))));
  return item;
};
const mentioned = (i) => [heading(KG.t("mentioned"), KG.count(EP.articles[i].length)), KG.el("div", null, EP.articles[i].slice(0, 60).map(articleItem(i)))];

const hiddenNeighbours = (i) => KG.neighbours(i).filter((j) => !KG.isVisible(j));

const entityPanel = (i) => {
  const left = hiddenNeighbours(i).length, types = KG.typesOf(i), type = KG.types[KG.type[i]];
  const others = types.slice(1).map((name) => KG.types.find((t) => t.id === name)).filter(Boolean).map(KG.label);
  return [
    KG.el("div", { class: "kicker" }, KG.icon(type.style, 16), KG.label(type), closing()),
    KG.el("h2", null, EP.name[i]),
    EP.aliases[i].length > 0 && KG.el("p", { class: "names" }, KG.t("names", EP.aliases[i].join(KG.language === "zh" ? "、" : ", "))),
    others.length > 0 && KG.el("p", { class: "names" }, KG.t("also.type", others.join("、"))),
    KG.el("p", { class: "names" }, KG.t("figures", KG.count(EP.degree[i]), KG.count(KG.factsOf[i].filter((f) => KG.relation[f] !== KG.togetherRelation).length), KG.count(EP.articles[i].length))),
    KG.el("div", { class: "actions" },
      button("expand", () => KG.expand(i), !left), button("collapse", () => KG.collapse(i)), button("focus", () => KG.focusOn(i)), button("hide", () => KG.hide(i)),
      button(P.pinned.has(i) ? "unpin" : "pin", () => KG.pin(i)), button("path.from", () => KG.openPath(i)), button("locate", () => KG.goTo(i))),
    left > 0 && KG.el("p", { class: "names" }, KG.t("left.n", KG.count(left))),
    posts(i, "person", "body", "posts"), posts(i, "body", "person", "holders"), contradictions(i), factGroups(i), mentioned(i), identity(i),
  ];
};

const pairPanel = (p) => {
  const { a, b, facts } = KG.pairs[p], passing = facts.filter((f) => KG.passing[f]), shown = passing.length ? passing : facts;
  return [
    KG.el("div", { class: "kicker" }, KG.t("evidence.n", shown.length), closing()),
    KG.el("h2", null, KG.t("between", EP.name[a], EP.name[b])),
    shown.slice(0, 60).map(KG.evidence),
  ];
};

KG.renderPanel = () => {
  const panel = KG.byId("panel"), chosen = P.selected;
  panel.className = chosen || P.pathOpen ? "" : "empty";
  const content = P.pathOpen && !chosen ? KG.pathPanel() : !chosen ? intro() : chosen.pair !== undefined ? pairPanel(chosen.pair) : entityPanel(chosen.node);
  KG.replace(panel, content.flat(2));
  panel.scrollTop = 0;
  KG.emit("panel");
};
