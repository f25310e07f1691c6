// Words of the page in Chinese and English; Chinese first.
const WORDS = {
  "skip": ["跳到内容", "Skip to content"],
  "name": ["{0}报纸知识图谱", "{0} newspaper knowledge graph"],
  "imprint": ["{0} · {1} 版 · {2} 篇 · {3} 个实体 · {4} 条事实", "{0} · {1} pages · {2} articles · {3} entities · {4} facts"],
  "and.papers": ["{0}等 {1} 种报纸", "{0} and others, {1} papers"],
  "search.hint": ["查名称、拼音或首字母", "Name, pinyin or initials"],
  "search.label": ["查找实体", "Find an entity"],
  "search.none": ["没有这个名称", "No such name"],
  "theme": ["深色或浅色", "Dark or light"],
  "views": ["看法", "Views"],
  "tab.graph": ["图谱", "Graph"], "tab.entities": ["实体表", "Entities"], "tab.facts": ["事实表", "Facts"],
  "tab.timeline": ["时间线", "Timeline"], "tab.matrix": ["集群矩阵", "Clusters"],
  "filters": ["筛选", "Filters"], "panel": ["详情", "Details"],
  "canvas.label": ["图谱画布：方向键移动，加减号缩放，N 依次选中实体，回车打开；实体表有同样内容", "Graph canvas: arrows pan, plus and minus zoom, N steps through entities, Enter opens; the entity table has the same content"],
  "zoom.in": ["放大", "Zoom in"], "zoom.out": ["缩小", "Zoom out"], "fit": ["全貌", "Fit"], "reset": ["回到开始", "Start over"],
  "path": ["找路径", "Find paths"], "take": ["带走", "Save"], "take.png": ["图片 PNG", "Picture, PNG"], "take.svg": ["矢量图 SVG", "Drawing, SVG"],
  "take.csv": ["所示事实 CSV", "Facts shown, CSV"], "take.link": ["复制链接", "Copy link"], "take.print": ["打印", "Print"],
  "status": ["显示 {0} / {1} 个实体 · {2} / {3} 条事实", "Showing {0} / {1} entities · {2} / {3} facts"],
  "status.live": ["其余事实用到时再取", "other facts are fetched when needed"],
  "status.out": ["未收入本页：{0}", "Left out of this page: {0}"],
  "out.co_occurrences": ["{0} 条较弱的共现", "{0} weaker co-occurrences"],
  "out.entities": ["{0} 个实体", "{0} entities"], "out.facts": ["{0} 条事实", "{0} facts"],
  "out.characters": ["离事实较远的原文 {0} 字", "{0} characters of text away from facts"],
  "types": ["类型", "Types"], "relations": ["关系", "Relations"], "papers": ["报纸", "Papers"], "dates": ["日期", "Dates"],
  "dates.from": ["从", "From"], "dates.to": ["到", "To"], "confidence": ["可信度", "Confidence"], "at.least": ["不低于", "At least"],
  "facts.n": ["{0} 条事实", "{0} facts"], "look": ["画法", "Drawing"], "colour": ["颜色", "Colour"], "size": ["大小", "Size"],
  "colour.type": ["按类型", "by type"], "colour.community": ["按社群", "by community"],
  "size.degree": ["按相连实体数", "by neighbours"], "size.pagerank": ["按 PageRank", "by PageRank"],
  "size.betweenness": ["按中介中心度", "by betweenness"], "isolated": ["显示无连线的点", "Show unconnected nodes"],
  "all": ["全选", "all"], "none": ["全不选", "none"], "only": ["只看", "only"],
  "community": ["{0} 一群（{1}）", "Around {0} ({1})"], "communities": ["社群", "Communities"],
  "intro": ["点一个实体，看它的名称、任职和每一条事实；点一条连线，看报上的原句。双击展开相邻实体。", "Click an entity for its names, posts and facts; click a line for the printed sentence. Double-click to expand."],
  "intro.measure": ["开始时画相连实体最多的 {0} 个实体，彼此没有连线的不画。", "It starts with the {0} entities that have most neighbours, less those that no line joins to another."],
  "intro.top": ["相连最多", "Most connected"],
  "names": ["又作：{0}", "Also: {0}"], "also.type": ["也可归入：{0}", "Could also be: {0}"],
  "close": ["关闭", "Close"], "expand": ["展开", "Expand"], "collapse": ["收起", "Collapse"], "hide": ["隐藏", "Hide"], "pin": ["固定", "Pin"], "unpin": ["松开", "Unpin"],
  "path.from": ["从此找路径", "Path from here"], "focus": ["只看周边", "Only around"], "locate": ["图中定位", "Find in graph"],
  "posts": ["任职时间", "Posts by date"], "holders": ["任职者", "Office holders"], "former": ["原", "former "], "acting": ["代", "acting "],
  "contradiction": ["待核：两人同一时期见于“{0}”一职", "To be checked: two people seen as {0} at one time"], "facts": ["事实", "Facts"], "mentioned": ["见报", "In print"], "untitled": ["（无题）", "(untitled)"],
  "identity": ["是否同一", "One thing or two"], "same": ["“{0}”与“{1}”视为同一", "“{0}” and “{1}” are taken for one"], "unsure": ["可能与之相同：", "May be the same:"],
  "figures": ["{0} 个相连实体 · {1} 条事实 · 见于 {2} 篇", "{0} neighbours · {1} facts · in {2} articles"],
  "left.live": ["还有 {0} 条事实未载入", "{0} more facts were not fetched"], "lost": ["取不到数据，服务器是否还在运行？", "The data cannot be fetched: is the server still running?"],
  "left.n": ["还有 {0} 个相邻实体未显示", "{0} neighbours not shown"], "added": ["加入 {0} 个实体", "{0} entities added"], "removed": ["收起 {0} 个实体", "{0} entities removed"],
  "nothing.added": ["相邻实体都已显示", "All neighbours are shown"],
  "between": ["{0} 与 {1}", "{0} and {1}"], "evidence.n": ["{0} 条依据", "evidence: {0}"],
  "and.more": [" 等 {0} 处", " and elsewhere, {0} in all"],
  "headline": ["标题", "Headline"], "paper": ["报纸", "Paper"], "date": ["日期", "Date"], "page": ["版面", "Page"], "rule": ["规则", "Rule"],
  "place": ["原文位置", "Place in file"], "place.of": ["第 {0}–{1} 字", "characters {0}–{1}"], "authors": ["作者", "By"], "value": ["限定", "Qualifier"],
  "around": ["上下文", "Context"], "cite": ["引用", "Cite"], "copied": ["已复制：{0}", "Copied: {0}"], "copied.link": ["链接已复制", "Link copied"],
  "page.of": ["{0} 版", "p. {0}"], "path.title": ["两者之间", "Between two"], "path.a": ["起点", "From"], "path.b": ["终点", "To"],
  "path.shortest": ["最短路径", "Shortest path"], "path.all": ["三步以内的全部路径", "All paths within three steps"],
  "path.none": ["按当前筛选，两者之间没有路径", "No path between them under these filters"], "path.n": ["{0} 条路径", "{0} paths"], "path.capped": ["只列前 {0} 条", "the first {0} listed"],
  "path.steps": ["{0} 步", "{0} steps"],
  "table.all": ["全部", "All"], "table.shown": ["图中所示", "Shown in graph"], "table.more": ["再显示 {0} 行", "Show {0} more rows"], "table.rows": ["{0} 行", "{0} rows"],
  "c.name": ["名称", "Name"], "c.type": ["类型", "Type"], "c.aliases": ["又作", "Also"], "c.neighbours": ["相连", "Neighbours"], "c.facts": ["事实", "Facts"], "c.articles": ["见报", "Articles"],
  "c.subject": ["主语", "Subject"], "c.relation": ["关系", "Relation"], "c.object": ["宾语", "Object"], "c.title": ["职务", "Post"], "c.date": ["日期", "Date"], "c.confidence": ["可信度", "Confidence"], "c.paper": ["报纸", "Paper"],
  "timeline.lead": ["活动与任职，按报道日期", "Events and posts, by date of report"], "undated": ["日期不明", "Undated"], "timeline.none": ["没有活动或任职", "No events or posts"],
  "matrix.lead": ["产业集群与企业、园区：实心格为文中明说，虚线格为经由第三者", "Clusters by companies and parks: solid cells are stated, dashed ones go through a third entity"],
  "matrix.none": ["没有产业集群", "No clusters"], "matrix.cut": ["列出 {0} / {1} 个集群、{2} / {3} 个企业和园区", "{0} / {1} clusters, {2} / {3} companies and parks"],
  "via": ["经由 {0}", "through {0}"], "coOccursWith": ["共现", "co-occurs with"],
};

// How a fact reads as a sentence: {s} and {o} are the names, {t} the post.
const CLAIMS = {
  holdsPost: ["{s}任{o}{t}", "{s}: {t}, {o}"], metWith: ["{s}与{o}会面", "{s} met with {o}"], attended: ["{s}出席{o}", "{s} attended {o}"],
  inspected: ["{s}调研{o}", "{s} inspected {o}"], locatedIn: ["{s}位于{o}", "{s} is located in {o}"], memberOfCluster: ["{s}属于{o}", "{s} belongs to {o}"],
  produces: ["{s}生产{o}", "{s} produces {o}"], suppliesTo: ["{s}供应{o}", "{s} supplies {o}"], subsidiaryOf: ["{s}隶属{o}", "{s} is a subsidiary of {o}"],
  foundedBy: ["{s}由{o}设立", "{s} was founded by {o}"], cooperatesWith: ["{s}与{o}合作", "{s} cooperates with {o}"], awarded: ["{s}获{o}", "{s} was awarded {o}"],
  organizes: ["{s}主办{o}", "{s} organizes {o}"], heldIn: ["{s}在{o}举行", "{s} was held in {o}"], listedOn: ["{s}在{o}上市", "{s} is listed on {o}"],
  coOccursWith: ["{s}与{o}同句出现", "{s} and {o} stand in one sentence"],
};

KG.language = "zh";
const side = () => (KG.language === "zh" ? 0 : 1);

KG.t = (key, ...args) => (WORDS[key] || [key, key])[side()].replace(/\{(\d)\}/g, (_, i) => String(args[i]));
KG.count = (n) => n.toLocaleString("en-US");

KG.claim = (relation, label) => (CLAIMS[relation] || [`{s} ${label} {o}`, `{s} ${label} {o}`])[side()];

KG.translatePage = () => {
  document.documentElement.lang = KG.language === "zh" ? "zh-CN" : "en";
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = KG.t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", KG.t(node.dataset.tLabel));
  for (const node of document.querySelectorAll("[data-t-placeholder]")) node.placeholder = KG.t(node.dataset.tPlaceholder);
};
