// Finding an entity by characters (simplified or traditional), pinyin, initials, or a mix of these.
const READ = new Map(), FOLD = new Map((KG.data.foldings.match(/../gu) || []).map((pair) => [...pair]));
for (const [reading, chars] of Object.entries(KG.data.readings)) for (const c of chars) READ.set(c, [...(READ.get(c) || []), reading]);
const fold = (text) => [...text.toLowerCase().normalize("NFKC")].map((c) => FOLD.get(c) || c).join("");

// Every name and alias once, folded, with the number of its entity; rank order, as entities are.
// `first` has a bit for each letter that a character of the form can begin with.
const bit = (letter) => 1 << (letter.charCodeAt(0) - 97);
const beginnings = (folded) => [...folded].reduce((bits, c) => (READ.get(c) || (c >= "a" && c <= "z" ? [c] : [])).reduce((b, r) => b | bit(r[0]), bits), 0);
const FORMS = [];
for (let i = 0; i < KG.n; i++)
  for (const name of [KG.data.entities.name[i], ...KG.data.entities.aliases[i]]) {
    const folded = fold(name);
    FORMS.push({ i, name, folded, first: beginnings(folded) });
  }

// Whether the letters from `at` on can be typed for the characters from `from` on: each by a reading or its beginning.
const spells = (letters, at, name, from) => {
  if (at === letters.length) return true;
  if (from >= name.length) return false;
  const readings = READ.get(name[from]);
  if (!readings) return name[from] === letters[at] && spells(letters, at + 1, name, from + 1);
  for (const reading of readings) {
    let k = 0;
    while (k < reading.length && at + k < letters.length && reading[k] === letters[at + k]) k++;
    if (!k) continue;
    if (at + k === letters.length) return true;
    if (k === reading.length && spells(letters, at + k, name, from + 1)) return true;
    if (spells(letters, at + 1, name, from + 1)) return true;
  }
  return false;
};

const LETTERS = /^[a-z]+$/;
const score = (query, letters, form) => {
  const at = form.folded.indexOf(query);
  if (at >= 0) return form.folded.length === query.length ? 0 : at === 0 ? 1 : 3;
  if (!letters || !(form.first & bit(letters[0]))) return -1;
  for (let from = 0; from < form.folded.length; from++) if (spells(letters, 0, form.folded, from)) return from === 0 ? 2 : 4;
  return -1;
};

// The best matches, each entity once, with the form that matched.
KG.find = (text, limit) => {
  const query = fold(text).replace(/\s+/g, ""), letters = LETTERS.test(query.replace(/['’·]/g, "")) ? query.replace(/['’·]/g, "") : "";
  if (!query) return [];
  const best = new Map();
  for (const form of FORMS) {
    const found = score(query, letters, form);
    if (found >= 0 && (!best.has(form.i) || best.get(form.i).found > found)) best.set(form.i, { i: form.i, name: form.name, found });
  }
  return [...best.values()].sort((a, b) => a.found - b.found || a.i - b.i).slice(0, limit || 12);
};

// A text field with a list of entities under it (ARIA combobox): arrows, Enter, Escape, mouse.
let boxes = 0;
KG.combobox = (input, picked) => {
  const id = `options-${++boxes}`;
  const list = KG.el("ul", { class: "options", id, role: "listbox", hidden: true });
  input.parentNode.append(list);
  const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" };
  for (const [key, value] of Object.entries(attributes)) input.setAttribute(key, value);
  let found = [], chosen = 0;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (match) => {
    close();
    if (match) picked(match.i);
  };
  const option = (match, k) => KG.el("li", { id: `${id}-${k}`, role: "option", "aria-selected": String(k === chosen), onmousedown: (event) => { event.preventDefault(); take(match); } },
    KG.icon(KG.types[KG.type[match.i]].style, 14), KG.el("span", null, KG.data.entities.name[match.i]),
    match.name !== KG.data.entities.name[match.i] && KG.el("span", { class: "also" }, match.name), KG.el("span", { class: "kind" }, KG.label(KG.types[KG.type[match.i]])));
  const show = () => {
    KG.replace(list, found.length ? found.map(option) : KG.el("li", { class: "none" }, KG.t("search.none")));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (found.length) {
      input.setAttribute("aria-activedescendant", `${id}-${chosen}`);
      list.children[chosen].scrollIntoView({ block: "nearest" });
    }
  };
  input.addEventListener("input", () => { found = KG.find(input.value); chosen = 0; show(); });
  input.addEventListener("focus", () => { if (input.value.trim() && found.length) show(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") { if (list.hidden) input.blur(); else close(); event.stopPropagation(); return; }
    if (event.key === "Enter") { event.preventDefault(); take(found[chosen]); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !found.length) return;
    event.preventDefault();
    chosen = (chosen + step + found.length) % found.length;
    show();
  });
};
