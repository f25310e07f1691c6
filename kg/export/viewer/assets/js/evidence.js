// A fact as a person reads it: the claim, the printed sentence with both names marked, where it stands, how to cite it.
const A = KG.data.articles, FA = KG.data.facts, ST = KG.data.strings;

KG.article = (f) => {
  const [page, headline, authors, date, text] = A[FA.article[f]], [file, paper, issued, number] = KG.data.pages[page];
  return { headline, authors, text, file, paper, number, date: date || issued };
};

KG.nameButton = (i) => KG.el("button", { type: "button", class: "link", onclick: () => KG.goTo(i) }, KG.data.entities.name[i]);

// The claim as nodes: both names, and the words between them.
KG.claimNodes = (f, name) => {
  const relation = KG.relations[KG.relation[f]], title = ST[FA.title[f]];
  const parts = { "{s}": () => name(FA.s[f]), "{o}": () => name(FA.o[f]), "{t}": () => title };
  return KG.claim(relation.id, KG.label(relation)).split(/(\{[sot]\})/).filter(Boolean).map((piece) => (parts[piece] ? parts[piece]() : piece));
};
KG.claimText = (f) => KG.claimNodes(f, (i) => KG.data.entities.name[i]).join("");

// Text with spans marked; spans are [start, end, class] of the text, and may not overlap.
KG.marked = (text, from, to, spans) => {
  const nodes = [];
  let at = from;
  for (const [start, end, kind] of spans.sort((a, b) => a[0] - b[0])) {
    if (start < at || end > to || end <= start) continue;
    nodes.push(text.slice(at, start), KG.el("mark", { class: kind }, text.slice(start, end)));
    at = end;
  }
  return [...nodes, text.slice(at, to)];
};
KG.names = (f) => [[FA.s_at[f], FA.s_at[f] + FA.s_length[f], "subject"], [FA.o_at[f], FA.o_at[f] + FA.o_length[f], "object"]];
// Of a sentence too long to read at a glance (a page whose lines could not be told apart), what stands round the names;
// where a name stands in a sentence before or after, from there on or, when that is far, a glimpse of that place.
const LONGEST = 360, BESIDE = 90, NEAR = 170, GLIMPSE = 24;
const clauseStart = (text, at) => Math.max(at - 60, ...["。", "！", "？", "\n"].map((mark) => text.lastIndexOf(mark, at - 1) + 1));
KG.quote = (f) => {
  const { text } = KG.article(f), names = KG.names(f), start = FA.at[f], end = start + FA.length[f];
  const inside = names.filter(([a, b]) => a >= start && b <= end), outside = names.filter((name) => !inside.includes(name));
  let from = start, to = end;
  if (FA.length[f] > LONGEST && inside.length) {
    from = Math.max(start, Math.min(...inside.map((n) => n[0])) - BESIDE);
    to = Math.min(end, Math.max(...inside.map((n) => n[1])) + BESIDE);
  }
  const before = [], after = [];
  for (const name of outside) {
    const glimpse = () => KG.marked(text, Math.max(0, name[0] - GLIMPSE), Math.min(text.length, name[1] + GLIMPSE), [name]);
    if (name[0] < start && from - name[0] <= NEAR) from = Math.min(from, clauseStart(text, name[0]));
    else if (name[0] < start) before.push("…", glimpse(), " …… ");
    else if (name[1] - to <= NEAR) to = Math.max(to, name[1]);
    else after.push(" …… ", glimpse(), "…");
  }
  return [before, !before.length && from > start && "…", KG.marked(text, from, to, names), to < end && "…", after];
};
KG.sentenceText = (f) => KG.article(f).text.slice(FA.at[f], FA.at[f] + FA.length[f]);

const pageWord = (number) => (number ? KG.t("page.of", number) : "");
KG.where = (f) => {
  const { paper, date, number } = KG.article(f);
  return [paper, date, pageWord(number)].filter(Boolean).join(" · ");
};

// GB/T 7714-2015, newspaper article.
KG.reference = (f) => {
  const { headline, authors, paper, date, number } = KG.article(f);
  const by = authors.length > 3 ? authors.slice(0, 3).join(", ") + ", 等" : authors.join(", ");
  return `${by ? by + ". " : ""}${headline || KG.t("untitled")}[N]. ${paper}, ${date}${number ? `(${number})` : ""}.`;
};

const around = (f) => {
  const { text } = KG.article(f), start = FA.at[f], end = start + FA.length[f], names = KG.names(f);
  return KG.el("div", { class: "around", tabIndex: 0 }, KG.marked(text, 0, start, names), KG.el("b", null, KG.marked(text, start, end, names)), KG.marked(text, end, text.length, names));
};

const rows = (f) => {
  const { headline, authors, paper, date, number } = KG.article(f), raw = FA.raw[f];
  return [["headline", headline || KG.t("untitled"), "headline"], ["authors", authors.join("、")], ["paper", paper], ["date", date], ["page", [pageWord(number), KG.article(f).file].filter(Boolean).join(" · ")],
    ["place", KG.t("place.of", KG.count(raw + 1), KG.count(raw + FA.raw_length[f]))], ["value", ST[FA.value[f]]], ["rule", ST[FA.rule[f]]], ["confidence", `${FA.confidence[f]}%`]];
};

// The whole card of one fact.
KG.evidence = (f) => {
  const context = KG.el("div", { hidden: true });
  const open = KG.el("button", { type: "button", "aria-expanded": "false", onclick: () => {
    context.hidden = !context.hidden;
    open.setAttribute("aria-expanded", String(!context.hidden));
    if (!context.firstChild) context.append(around(f));
    const mark = context.querySelector("b"), box = context.firstChild;
    box.scrollTop = mark.offsetTop - box.offsetTop - 60;
  } }, KG.t("around"));
  return KG.el("article", { class: "evidence", "data-fact": f },
    KG.el("p", { class: "claim" }, KG.claimNodes(f, KG.nameButton)),
    KG.el("blockquote", null, KG.quote(f)),
    KG.el("dl", null, rows(f).filter(([, value]) => value).flatMap(([key, value, kind]) => [KG.el("dt", null, KG.t(key)), KG.el("dd", { class: kind }, value)])),
    KG.el("div", { class: "actions" }, open,
      KG.el("button", { type: "button", class: "cite", onclick: () => KG.copy(`“${KG.sentenceText(f)}” ${KG.reference(f)}`, KG.t("copied", KG.reference(f))) }, KG.t("cite"))),
    context);
};
