/** The style of the page: light and dark as the reader's system has it, on paper as on a screen. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#1c2024;--soft:#60646c;--line:#d9d9e0;--ground:#fff;--panel:#f7f7f9;--good:#2b7a4b;--bad:#c62a2f;--mild:#8a6a00;--pend:#e5b83f;--fire:#d64545;--idle:#e4e4e9;--data:#3a63c8}
@media (prefers-color-scheme:dark){:root{--ink:#edeef0;--soft:#a0a5ad;--line:#393a40;--ground:#16171a;--panel:#1f2024;--good:#5fc68a;--bad:#ff8a8a;--mild:#e3c25c;--pend:#b8922c;--fire:#d95757;--idle:#34353b;--data:#86a5f5}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground);max-width:900px;margin:2rem auto;padding:0 1rem}
h1{font-size:3rem;margin:0;line-height:1}
h2{margin:2.2rem 0 .6rem;font-size:1.15rem}
small,.where,.note,.tick,.series{color:var(--soft)}
small{font-weight:400}
table{border-collapse:collapse;width:100%;margin-top:1.2rem}
th{text-align:left;font-weight:600;color:var(--soft);font-size:.85rem}
th,td{padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}
.number{text-align:right;font-variant-numeric:tabular-nums;padding-right:1rem}
.bar{display:inline-block;width:8rem;height:.55rem;background:var(--idle);border-radius:3px;overflow:hidden}
.bar span{display:block;height:100%;background:var(--good)}
a{color:inherit}
b.killed,.badge.killed{color:var(--good)}
b.survived,td.survived,.badge.survived{color:var(--bad)}
b.equivalent,.badge.equivalent{color:var(--mild)}
.filters label{margin-right:.8rem}
.mutant{border-bottom:1px solid var(--line);padding:.25rem 0}
.mutant summary{cursor:pointer}
.badge{font-size:.8rem;font-weight:600;display:inline-block;width:5.4rem}
.where{font-size:.85rem}
code{font:13px/1.4 ui-monospace,monospace;background:var(--panel);padding:.05rem .25rem;border-radius:3px;overflow-wrap:anywhere}
.mutant p{margin:.4rem 0 .4rem 5.6rem}
svg{display:block;max-width:100%;height:auto;background:var(--panel);border-radius:4px;margin:.3rem 0 .8rem}
svg text{font:10px ui-monospace,monospace;fill:currentColor}
svg .series,svg .note,svg .tick{fill:var(--soft)}
.line{fill:none;stroke:var(--data);stroke-width:1.4}
.idle{fill:var(--idle)}.pending{fill:var(--pend)}.firing{fill:var(--fire)}
.look{stroke:var(--ink);stroke-width:1;stroke-dasharray:2 2}
body:has(#show-killed:not(:checked)) .mutant.killed,body:has(#show-survived:not(:checked)) .mutant.survived,body:has(#show-equivalent:not(:checked)) .mutant.equivalent{display:none}
`;
