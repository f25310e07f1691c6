"use strict";
// The query page: fills in ready questions, asks /sparql, shows rows; text goes in by textContent alone.
const at = (id) => document.getElementById(id);
const START = "SELECT ?name ?type {\n  ?x a ?type ; skos:prefLabel ?name .\n}\nORDER BY ?type ?name\nLIMIT 100\n";

function cell(kind, text, term) {
  const node = document.createElement(kind);
  const path = term && term.type === "uri" ? /\/(id\/[a-z-]+\/[^/]+)$/.exec(term.value) : null;
  if (path) {
    const link = document.createElement("a");
    link.href = "/" + path[1];
    link.textContent = text;
    node.append(link);
  } else node.textContent = text;
  return node;
}

function shown(data) {
  if ("boolean" in data) return cell("p", String(data.boolean));
  const table = document.createElement("table");
  table.createTHead().insertRow().append(...data.head.vars.map((name) => cell("th", name)));
  const body = table.createTBody();
  for (const row of data.results.bindings)
    body.insertRow().append(...data.head.vars.map((name) => cell("td", row[name] ? row[name].value : "", row[name])));
  return table;
}

async function run() {
  const query = at("sparql").value;
  at("state").textContent = "…";
  at("csv").href = "/sparql?format=csv&query=" + encodeURIComponent(query);
  history.replaceState(null, "", "#" + encodeURIComponent(query));
  const form = new URLSearchParams({ query });
  const headers = { Accept: "application/sparql-results+json, text/turtle;q=0.5" };
  try {
    const reply = await fetch("/sparql", { method: "POST", body: form, headers });
    const text = await reply.text();
    const json = reply.ok && reply.headers.get("content-type").includes("json");
    const data = json ? JSON.parse(text) : null;
    at("answer").replaceChildren(data ? shown(data) : cell("pre", text));
    at("state").textContent = data && data.results ? `${data.results.bindings.length} 行 rows` : reply.ok ? "" : `${reply.status}`;
  } catch (error) {
    at("state").textContent = String(error);
  }
}

at("ready").addEventListener("change", (event) => {
  const sparql = event.target.selectedOptions[0].dataset.sparql;
  if (sparql) { at("sparql").value = sparql; run(); }
});
at("run").addEventListener("click", run);
at("sparql").addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(); });
at("sparql").value = location.hash.length > 1 ? decodeURIComponent(location.hash.slice(1)) : START;
