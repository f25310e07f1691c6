// The library, the page's own script and its data lie compressed in the page. Both scripts run only because the policy
// of the page names their hashes.
const unpack = async () => {
  const bytes = Uint8Array.from(atob(document.getElementById("packed").textContent), (c) => c.charCodeAt(0));
  const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
  return text.split("\u0000");
};
const asScript = window.trustedTypes ? trustedTypes.createPolicy("kg", { createScript: (text) => text }) : { createScript: (text) => text };
const run = (text) => {
  const script = document.createElement("script");
  script.textContent = asScript.createScript(text);
  document.head.append(script);
  script.remove();
};
const start = (scripts, data) => {
  window.kgData = data;
  scripts.forEach(run);
};
const say = (text) => { document.getElementById("notice").textContent = text; document.getElementById("notice").classList.add("on"); };
