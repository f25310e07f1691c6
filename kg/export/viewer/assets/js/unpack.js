// The library, the page's own script, its style and its data lie packed in the page, as kg/export/viewer/packing.py says.
// Scripts run and the style holds only because the policy of the page names their hashes.
const BARRED = [0, 13, 60], PAIRS = 0x100;
const bytesOf = (text) => {
  const bytes = new Uint8Array(2 * text.length);
  let at = 0, held = 0, bits = 0;
  const add = (seven) => {
    held = ((held << 7) | seven) & 0x7fff;
    bits += 7;
    if (bits >= 8) { bits -= 8; bytes[at++] = held >> bits; }
  };
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 128) add(c);
    else { add(BARRED[(c - PAIRS) >> 7]); add((c - PAIRS) & 127); }
  }
  return bytes.subarray(4, 4 + new DataView(bytes.buffer).getUint32(0));
};
const textOf = (bytes) => {
  let at = 0, length = 0;
  const number = () => { let n = 0, b; do { b = bytes[at++]; n = n * 128 + (b & 127); } while (b > 127); return n; };
  const run = () => { let last = 0; return Uint16Array.from({ length: number() }, () => (last += number())); };
  const single = 256 - number(), one = run(), two = run(), units = new Uint16Array(bytes.length);
  while (at < bytes.length) { const b = bytes[at++]; units[length++] = b < single ? one[b] : two[(b - single) * 256 + bytes[at++]]; }
  return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(units.subarray(0, length));
};
const unpack = async () => {
  const pressed = new Blob([bytesOf(document.getElementById("packed").textContent)]).stream();
  const bytes = await new Response(pressed.pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();
  const [library, own, style, data] = textOf(new Uint8Array(bytes)).split("\u0000"), sheet = document.createElement("style");
  sheet.textContent = style;
  document.head.append(sheet);
  for (const id of ["top", "main"]) document.getElementById(id).hidden = false;
  return { scripts: [library, own], data };
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
