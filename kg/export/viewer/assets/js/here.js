// The data lies in the page itself.
if (typeof DecompressionStream === "undefined") say("此浏览器太旧，请换新版。This browser is too old to open the page.");
else unpack().then(({ scripts, data }) => start(scripts, JSON.parse(data)));
