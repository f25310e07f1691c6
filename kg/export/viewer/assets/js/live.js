// A graph too large for one page: the page knows every name, and fetches facts from its server as they are asked for.
const LE = KG.data.entities, LF = KG.data.facts;
const COLUMNS = ["s", "p", "o", "article", "title", "value", "date", "rule", "confidence", "raw", "raw_length", "at", "length", "s_at", "s_length", "o_at", "o_length"];
const TEXTS = new Set(["p", "title", "value", "date", "rule"]);
const RING = 150, TURN = 2.399963; // a golden angle: however many there are, none hides another
const has = new Set(), factNumber = new Map(), articleNumber = new Map(), postSeen = new Set();
const texts = new Map(KG.data.strings.map((text, i) => [text, i]));
const textNumber = (text) => {
  if (!texts.has(text)) { texts.set(text, KG.data.strings.length); KG.data.strings.push(text); }
  return texts.get(text);
};
const addArticle = ([key, page, headline, authors, date, text]) => {
  if (!articleNumber.has(key)) { articleNumber.set(key, KG.data.articles.length); KG.addArticle([page, headline, authors, date, text]); }
  return articleNumber.get(key);
};

// Takes an answer in: articles, facts not known yet, posts. Returns the numbers of the things that it names.
KG.absorb = ({ facts, articles, posts }) => {
  const local = articles.map(addArticle), from = LF.s.length, named = new Set();
  for (const [key, ...row] of facts) {
    named.add(row[0]).add(row[2]);
    if (factNumber.has(key)) continue;
    factNumber.set(key, LF.s.length);
    row[3] = local[row[3]];
    COLUMNS.forEach((name, k) => LF[name].push(TEXTS.has(name) ? textNumber(row[k]) : row[k]));
    for (const i of [row[0], row[2]]) if (!LE.articles[i].includes(row[3])) LE.articles[i].push(row[3]);
  }
  KG.addFacts(from);
  for (const [person, body, title, how, first, last, key] of posts || []) {
    const id = [person, body, title, how].join("|");
    if (!factNumber.has(key) || postSeen.has(id)) continue;
    postSeen.add(id);
    KG.addPost([person, body, textNumber(title), how, textNumber(first), textNumber(last), factNumber.get(key)]);
  }
  return named;
};

// Things without a place stand round the thing by which they came.
const place = (i, others) => {
  if (LE.x[i] === undefined) [LE.x[i], LE.y[i]] = [0, 0];
  let k = 0;
  for (const j of others) if (j !== i && LE.x[j] === undefined) {
    const far = RING + 9 * k, angle = k++ * TURN;
    [LE.x[j], LE.y[j]] = [Math.round(LE.x[i] + far * Math.cos(angle)), Math.round(LE.y[i] + far * Math.sin(angle))];
  }
};

KG.need = async (ids) => {
  const wanted = ids.filter((i) => i !== undefined && i !== null && !has.has(i));
  if (!wanted.length) return;
  const path = `graph/near?of=${wanted.join(",")}`, answer = await window.kgAsk(path);
  takeIn(wanted, answer);
  if (answer.left) window.kgAsk(`${path}&rest=1`).then((rest) => { takeIn(wanted, rest); showRest(wanted, rest); }, lost);
};
const takeIn = (wanted, answer) => {
  const named = [...KG.absorb(answer)].sort((a, b) => a - b);
  for (const i of wanted) { has.add(i); place(i, named); }
  KG.computePassing();
};
// The facts that came after the first: into the picture and the panel, which stays where it was scrolled to.
const showRest = (wanted, { more }) => {
  const chosen = KG.state.selected, panel = KG.byId("panel"), at = panel.scrollTop;
  KG.refresh();
  if (chosen && wanted.includes(chosen.node)) { KG.renderPanel(); panel.scrollTop = at; }
  if (more) KG.notice(KG.t("left.live", KG.count(more)));
};
const lost = () => KG.notice(KG.t("lost"));

// What looks at a thing first waits for its facts; what was asked later wins.
let turn = 0;
const fetchFirst = (name, idsOf) => {
  const then = KG[name];
  KG[name] = (...given) => {
    const ids = idsOf(...given), mine = ++turn;
    if (ids.every((i) => has.has(i))) { then(...given); return; }
    KG.need(ids).then(() => { if (mine === turn) then(...given); }, lost);
  };
};

if (window.kgAsk) {
  KG.absorb(KG.data.first);
  fetchFirst("expand", (i) => [i]);
  fetchFirst("goTo", (i) => [i]);
  fetchFirst("focusOn", (i) => [i]);
  fetchFirst("select", (what) => (what && what.node !== undefined ? [what.node] : []));
  const runPath = KG.runPath;
  KG.runPath = (kind) => {
    const [a, b] = KG.state.pathEnds;
    if (a === null || b === null || a === b) return;
    window.kgAsk(`graph/ways?from=${a}&to=${b}&all=${kind === "all" ? 1 : 0}`).then((answer) => {
      const named = [...KG.absorb(answer)];
      place(a, named);
      place(b, named);
      KG.computePassing();
      runPath(kind);
    }, lost);
  };
}
