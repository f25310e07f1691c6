"use strict";
// The query page: Yasgui with this server's endpoint and the ready questions, each in a tab of its own.
const START = `PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?x ?name ?type {
  ?x a ?type ; skos:prefLabel ?name .
}
ORDER BY ?type ?name
LIMIT 100
`;
const place = document.getElementById("yasgui");
const endpoint = location.origin + "/sparql";

const yasgui = new Yasgui(place, {
  autofocus: true,
  copyEndpointOnNewTab: true,
  endpointCatalogueOptions: { getData: () => [{ endpoint }] },
  requestConfig: { endpoint, acceptHeaderGraph: "text/turtle", acceptHeaderSelect: "application/sparql-results+json" },
  // Names from prefix.cc and Linked Open Vocabularies would leave this machine.
  yasqe: { value: START, autocompleters: ["prefixes", "variables"], prefixCcApi: null, editorHeight: "360px" },
});

function show(option) {
  const yasr = { settings: { selectedPlugin: "table", pluginsConfig: { table: { compact: true } } } };
  const tab = yasgui.addTab(true, { name: option.value, yasqe: { value: option.dataset.sparql }, yasr });
  tab.query().catch(() => {}); // the panel of answers says what went wrong
}

// An IRI of the data leads to its page on this server.
function lead(event) {
  const link = event.target.closest("a[href]");
  if (link && link.href.startsWith(place.dataset.base + "id/"))
    link.href = "/" + link.href.slice(place.dataset.base.length);
}

document.getElementById("ready").addEventListener("change", (event) => {
  const option = event.target.selectedOptions[0];
  if (option.dataset.sparql) show(option);
});
for (const kind of ["click", "auxclick", "contextmenu"]) place.addEventListener(kind, lead, true);
