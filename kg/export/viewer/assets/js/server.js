// The data is fetched from the server that the page came from, more of it as it is asked for.
const ask = (path) => fetch(path).then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); });
window.kgAsk = ask;
Promise.all([unpack(), ask("graph/start")]).then(([{ scripts }, data]) => start(scripts, data),
  () => say("取不到数据，服务器是否还在运行？The data cannot be fetched: is the server still running?"));
