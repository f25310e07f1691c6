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
  return [...dates].sort((a, b) => (a[0] < b[0] ? -1 : 1));
};

const entry = ([key, facts]) => {
  const i = +key.slice(1), once = [...new Map(facts.map((f) => [KG.claimText(f), f])).values()];
  return KG.el("li", { class: "entry" },
    KG.el("p", null, KG.icon(KG.types[KG.type[i]].style, 13), " ", KG.nameButton(i)),
    once.slice(0, 6).map((f) => KG.el("p", { class: "small" }, KG.el("button", { type: "button", class: "link", onclick: () => KG.select({ pair: KG.pairOf[f] }) }, KG.claimText(f)))));
};

KG.renderTimeline = () => {
  const dates = byDate();
  const day = ([date, things]) => {
    const part = (letter) => [...things].filter(([key]) => key[0] === letter).sort((a, b) => +a[0].slice(1) - +b[0].slice(1));
    return KG.el("li", null, KG.el("h3", null, KG.el("time", null, date || KG.t("undated"))), KG.el("ul", { class: "entries" }, part("e").concat(part("p")).map(entry)));
  };
  KG.replace(KG.byId("view-timeline"), KG.el("div", { class: "look" },
    KG.el("div", { class: "bar" }, KG.el("h2", null, KG.t("tab.timeline")), KG.el("span", null, KG.t("timeline.lead"))),
    dates.length ? KG.el("ol", { class: "years" }, dates.map(day)) : KG.el("p", null, KG.t("timeline.none"))));
};
