/** The style of the page: two palettes, by what the reader's system prefers. Contrast of texts is 4.5 to 1 or more. */
export const styles = `
:root{color-scheme:light dark;--bg:#fbfbfa;--card:#fff;--text:#1d2330;--muted:#5a6374;--line:#e2e5ea;--rule:#c9ced8;
--accent:#2357c5;--red:#c62828;--red-soft:#fbe4e2;--amber:#9a6200;--amber-soft:#f6dfae;--green:#1e7b45;--green-soft:#e2f3e8;--violet:#6a35b8;--fail:#a11212}
@media(prefers-color-scheme:dark){:root{--bg:#12151b;--card:#1a1f28;--text:#e8ebf1;--muted:#a3adbd;--line:#2a313d;--rule:#414b5b;
--accent:#86aeff;--red:#ff7b72;--red-soft:#3b2022;--amber:#eab94d;--amber-soft:#5a4418;--green:#6fcf97;--green-soft:#1b3325;--violet:#c3a1ff;--fail:#ff9a92}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1120px;margin:0 auto;padding:40px 24px 80px}
h1{font-size:30px;line-height:1.2;margin:0 0 8px}
h2{font-size:23px;margin:64px 0 4px;padding-top:20px;border-top:2px solid var(--rule)}
h3{font-size:18px;margin:0;font-weight:650}
h4{font-size:13px;letter-spacing:.04em;text-transform:uppercase;color:var(--muted);margin:0 0 6px}
p{margin:6px 0 12px;max-width:76ch}
a{color:var(--accent)}
code{font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.lead{color:var(--muted)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:7px 14px 7px 0;border-bottom:1px solid var(--line)}
th{color:var(--muted);font-weight:600}
td.time{font-variant-numeric:tabular-nums;white-space:nowrap;text-align:right;width:5.5em}
article{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:22px 24px;margin:22px 0}
.head{display:flex;gap:12px;align-items:baseline;flex-wrap:wrap}
.badge{font-size:13px;font-weight:650;border-radius:999px;padding:2px 11px;border:1px solid currentColor;white-space:nowrap}
.pass{color:var(--green)}.fail{color:var(--fail)}
figure{margin:16px 0 8px}
figure svg{display:block;width:100%;min-width:760px;height:auto}
figcaption{color:var(--muted);font-size:13px}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:26px;margin-top:18px}
ul,ol{margin:0;padding-left:20px}
li{margin:3px 0}
ul.checks{list-style:none;padding:0;font-size:14px}
ul.checks li{padding-left:24px;position:relative}
ul.checks li::before{position:absolute;left:0;font-weight:700}
ul.checks li.pass::before{content:"✓";color:var(--green)}
ul.checks li.fail::before{content:"✗";color:var(--fail)}
ul.checks li.pass{color:var(--text)}
ul.checks .got{color:var(--muted)}
ul.checks li.fail .got{color:var(--fail);font-weight:600}
aside{border-left:4px solid var(--amber);padding:2px 0 2px 14px;margin:16px 0}
aside p{margin:0}
details{margin-top:16px}
summary{cursor:pointer;color:var(--accent);font-size:14px}
summary:focus-visible,a:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
.legend{display:flex;flex-wrap:wrap;gap:6px 22px;font-size:13px;color:var(--muted);margin:16px 0 0;padding:0;list-style:none}
.legend svg{width:28px;min-width:0;height:16px;display:inline-block;vertical-align:-3px;margin-right:6px}
svg text{font:12.5px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--text)}
svg .tick{fill:var(--muted);font-size:11.5px}
svg .panel-title,svg .quiet{paint-order:stroke;stroke:var(--card);stroke-width:5px;stroke-linejoin:round}
svg .panel-title{font-weight:600}svg .quiet{fill:var(--muted);font-size:11.5px}
svg .label{font-weight:500}
svg .grid{stroke:var(--line)}
svg .series{fill:none;stroke:var(--accent);stroke-width:2}
svg .series-1{stroke:var(--violet);stroke-dasharray:7 3}svg .series-2{stroke:var(--green);stroke-dasharray:2 3}svg .series-3{stroke:var(--amber)}
svg .threshold{stroke:var(--red);stroke-width:1.5;stroke-dasharray:6 4}
svg .threshold-label{fill:var(--red);font-size:11.5px}
svg .beyond{fill:var(--red-soft);opacity:.6}
svg .effect{fill:var(--text)}
svg .pending{stroke:var(--amber)}
svg .hatch rect{fill:var(--amber-soft)}svg .hatch line{stroke:var(--amber);stroke-width:2}
svg .firing{fill:var(--red)}
svg .bar-text{font-size:11px;font-weight:650}
svg .firing-text{fill:var(--card)}
svg .pending-text{fill:var(--text);paint-order:stroke;stroke:var(--amber-soft);stroke-width:4px}
svg .due{fill:none;stroke:var(--green);stroke-width:2;stroke-dasharray:3 3}
svg .told-firing{fill:var(--violet)}
svg .told-resolved{fill:var(--card);stroke:var(--violet);stroke-width:2.5}
svg .fault{stroke:var(--text);stroke-width:1.5}svg .fault-text{font-weight:650}
svg .recovered{stroke:var(--green);stroke-width:1.5;stroke-dasharray:6 4}svg .recovered-text{fill:var(--green);font-weight:650}
@media print{body{background:#fff}article{break-inside:avoid}details{display:none}}
`;
