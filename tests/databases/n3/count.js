// node count.js FORMAT < file: the number of triples or quads that npm's n3 reads; stops at the first error.
const { Parser } = require("n3");
const { gunzipSync } = require("zlib");
const data = require("fs").readFileSync(0);
const text = (data[0] === 0x1f ? gunzipSync(data) : data).toString("utf8");
console.log(new Parser({ format: process.argv[2] }).parse(text).length);
