// Why names were taken for one thing, in Chinese: the clauses that resolution writes, each with what stands in it.
const CLAUSES = [
  [/^the same name, (.+)$/, "同名：$1"], [/^the same name$/, "同名"],
  [/^(.+) and (.+) are both (.+) of (.+)$/, "“$1”和“$2”都是$4的“$3”"], [/^(.+) and (.+) are both (.+)$/, "“$1”和“$2”都是“$3”"],
  [/^a text calls (.+) also (.+)$/, "文中把“$1”也称作“$2”"], [/^(.+) is (.+) without its line of business$/, "“$1”是“$2”略去行业"],
  [/^(.+) takes (.+) of (.+), in order$/, "“$1”依次取“$3”的 $2"], [/^(.+) is (.+) with its place$/, "“$1”是“$2”加上地名"],
  [/^(.+) leaves out the edition (.+)$/, "“$1”略去届次“$2”"], [/^(.+) was read as (.+) and as (.+)$/, "“$1”读出过两种类型"],
  [/^on one page$/, "同在一版"], [/^(?:both )?on pages of (.+)$/, "同见于$1的版面"], [/^(\d+) things could be called so$/, "有 $1 个事物可以这样称呼"],
  [/^only one of (.+) and (.+) is a branch$/, "“$1”和“$2”只有一个是分支机构"], [/^a sentence says (.+) (\w+) (.+)$/, "有一句话说到“$1”与“$3”的关系"],
  [/^both hold posts at the leading bodies of (.+)$/, "都在$1的领导机构任职"], [/^both hold posts at (.+)$/, "都在$1任职"],
  [/^the only one of the name on the page$/, "版面上没有别的同名者"], [/^the only official of the name in the city$/, "该市没有别的同名官员"],
  [/^one is at (.+), the other at (.+)$/, "一在$1，一在$2"], [/^one leads (.+), the other (.+) in it$/, "一在$1，一在其所辖的$2任领导"],
  [/^decided in judgements\.tsv, line (\d+)$/, "由 judgements.tsv 第 $1 行裁定"], [/^(.+) is not (.+)$/, "“$1”不是“$2”"],
];
const inChinese = (clause) => {
  const found = CLAUSES.find(([pattern]) => pattern.test(clause));
  return found ? clause.replace(found[0], found[1]).replace("the leading bodies of ", "领导机构：") : clause;
};
KG.reason = (text) => (KG.language === "zh" ? text.split("; ").map(inChinese).join("；") : text);
