// The data is fetched from the server that the page came from, more of it as it is asked for.
const ask = (path) => fetch(path).then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); });
window.kgAsk = ask;
const PATIENCE = 1000;
const waiting = setTimeout(() => say("正在取数据；服务器头一次读这个图谱要等一会儿。Fetching the data: the server reads this graph for the first time."), PATIENCE);
const arrived = () => { clearTimeout(waiting); document.getElementById("notice").classList.remove("on"); };
Promise.all([unpack(), ask("graph/start").finally(arrived)]).then(([{ scripts }, data]) => start(scripts, data),
  () => say("取不到数据，服务器是否还在运行？The data cannot be fetched: is the server still running?"));
