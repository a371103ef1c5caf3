/** Both themes have text of at least 4.5:1 on its background, and edges of at least 3:1. */
const light = `
  --page: #ffffff; --surface: #f6f7f9; --text: #1b1f24; --muted: #4d5560; --edge: #767f8a;
  --link: #0550ae; --good: #116329; --waiting: #7d4e00; --bad: #a40e26; --bar: #0550ae;
  color-scheme: light;`;
const dark = `
  --page: #0d1117; --surface: #161b22; --text: #e6edf3; --muted: #a9b4c0; --edge: #7d8793;
  --link: #79b8ff; --good: #56d364; --waiting: #e3b341; --bad: #ff9b93; --bar: #79b8ff;
  color-scheme: dark;`;

/** The style of the status page. */
export const pageStyle = `
:root {${light}}
@media (prefers-color-scheme: dark) { :root {${dark}} }
:root[data-theme=light] {${light}}
:root[data-theme=dark] {${dark}}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
header, main { max-width: 1400px; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.5rem; padding-top: 1rem; }
h1 { font-size: 1.35rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
header label { margin-left: auto; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; padding: .25rem .75rem; background: var(--page); }
.muted, .detail { color: var(--muted); }
select, input, button { font: inherit; color: var(--text); background: var(--surface);
  border: 1px solid var(--edge); border-radius: 6px; padding: .25rem .6rem; }
input { min-width: min(26rem, 100%); }
.picture { overflow-x: auto; border: 1px solid var(--edge); border-radius: 8px; }
svg { display: block; min-width: 60rem; max-width: 100%; height: auto; margin: 0 auto; }
svg text { fill: var(--text); text-anchor: middle; font-size: 13px; }
svg .name { font-weight: 600; }
svg .detail { fill: var(--muted); font-size: 12px; }
.node rect { fill: var(--surface); stroke: var(--edge); stroke-width: 1.5; }
.edge { fill: none; stroke: var(--edge); stroke-width: 1.5; }
.node.good rect { stroke: var(--good); stroke-width: 2.5; }
.node.waiting rect { stroke: var(--waiting); stroke-width: 2.5; stroke-dasharray: 4 3; }
.node.bad rect { stroke: var(--bad); stroke-width: 4; }
a.node:hover text { text-decoration: underline; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--edge); vertical-align: top; }
tr:target { background: var(--surface); }
.state.good { color: var(--good); } .state.waiting { color: var(--waiting); } .state.bad { color: var(--bad); }
.state { font-weight: 600; }
.tools { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin-bottom: .5rem; }
ul, ol { list-style: none; margin: 0; padding: 0; }
#requests > li { border-bottom: 1px solid var(--edge); }
summary { cursor: pointer; padding: .3rem 0; overflow-wrap: anywhere; }
summary span { margin-right: .75rem; }
.path { font-family: ui-monospace, monospace; }
details > div { padding: .25rem 0 1rem 1.25rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0 0 .5rem; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
h3 { font-size: .95rem; margin: .75rem 0 .25rem; }
.hop { display: grid; grid-template-columns: minmax(12rem, 24rem) 13rem 1fr; gap: .75rem; align-items: center; }
.track { position: relative; height: .7rem; background: var(--surface); border-radius: 3px; }
.track i { position: absolute; top: 0; bottom: 0; min-width: 2px; background: var(--bar); border-radius: 3px; }
[hidden] { display: none; }
@media (max-width: 50rem) { .hop { grid-template-columns: 1fr; gap: 0; } }
`;
