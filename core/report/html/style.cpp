#include "report/html/style.hpp"

namespace merlon {
namespace {

// Levels are --v4 (very-high) to --v0: ground, ink, and a tint for larger areas.  Every pair has a
// contrast of 4.5 or more.
constexpr char kCss[] = R"css(
:root{color-scheme:light dark;--bg:#f7f6f3;--paper:#fff;--ink:#1a1f25;--soft:#57606a;--line:#d9dcdf;--hair:#e9ebed;
--link:#0a4fa3;--focus:#0b57d0;--code:#f0f1f2;--v4:#8c1023;--i4:#fff;--t4:#f6d9dc;--v3:#c24a0c;--i3:#fff;--t3:#fbe3d3;
--v2:#f0c04f;--i2:#382800;--t2:#fbf1d3;--v1:#cfe5d6;--i1:#143f2a;--t1:#e9f3ec;--v0:#e4e8eb;--i0:#38424b;--t0:#f1f3f4;
--area:#f3f5f8;--edge:#9aa7b5;--flow:#7b8794;--cross:#1a1f25;--good:#1c6b41;--bad:#a3182d;--wait:#7a5200}
@media(prefers-color-scheme:dark){:root{--bg:#14171a;--paper:#1c2024;--ink:#e7eaed;--soft:#a4adb6;--line:#394047;
--hair:#2a3036;--link:#8ab8ff;--focus:#8ab8ff;--code:#282e33;--v4:#ff7f8e;--i4:#2b0006;--t4:#47202a;--v3:#f2955a;
--i3:#2a1000;--t3:#432b1e;--v2:#d9b457;--i2:#241900;--t2:#3a331f;--v1:#2e5c46;--i1:#d9f2e4;--t1:#1f3229;--v0:#39424a;
--i0:#d5dce2;--t0:#262c31;--area:#20262c;--edge:#5b6875;--flow:#7f8b97;--cross:#e7eaed;--good:#7fd3a3;--bad:#ff8f9c;--wait:#e3bd66}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:4rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;
font-variant-numeric:tabular-nums}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.18em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99rem;top:0;padding:.75rem 1rem;background:var(--paper);z-index:9}
.skip:focus{left:0}
.top,main,footer{max-width:100rem;margin:0 auto;padding:0 clamp(1rem,3vw,3rem)}
.top{padding-top:2.5rem}
.kind{margin:0;color:var(--soft);font-size:.8rem;letter-spacing:.12em;text-transform:uppercase}
h1{margin:.1rem 0 .75rem;font-size:clamp(1.9rem,4.5vw,3rem);line-height:1.1;letter-spacing:-.02em;overflow-wrap:anywhere}
h2{margin:0 0 1rem;font-size:1.5rem;line-height:1.2;letter-spacing:-.01em}
h3{margin:2rem 0 .6rem;font-size:1.1rem;line-height:1.35}
h4{margin:0;font-size:.9rem;line-height:1.3}
.headline{max-width:60rem;margin:0 0 1.5rem;font-size:clamp(1.1rem,2.2vw,1.45rem);line-height:1.4}
.lead{max-width:52rem;margin:0 0 1rem;color:var(--soft)}
.banner{margin:0 0 1.25rem;padding:.8rem 1rem;border:2px solid var(--bad);border-left-width:.6rem;background:var(--paper)}
.banner p{margin:0}
.banner strong{color:var(--bad);letter-spacing:.06em}
.facts{display:flex;flex-wrap:wrap;gap:.4rem 2.2rem;margin:0 0 1.5rem}
.facts dt,.scores dt,.notes dt{color:var(--soft);font-size:.8rem}
.facts dd,.scores dd,.notes dd{margin:0}
.facts dd{overflow-wrap:anywhere}
nav{position:sticky;top:0;z-index:5;background:var(--bg);border-bottom:1px solid var(--line)}
nav ul{display:flex;gap:0 .15rem;max-width:100rem;margin:0 auto;padding:0 clamp(.5rem,2.5vw,2.5rem);flex-wrap:wrap;list-style:none}
nav a{display:block;padding:.5rem .5rem;white-space:nowrap;color:var(--ink);font-size:.9rem;text-decoration:none}
nav a:hover{text-decoration:underline}
nav a:focus-visible{outline-offset:-3px}
.n{color:var(--soft);font-size:.8rem}
main>section{margin:2.75rem 0;padding-top:.25rem}
footer{margin-top:4rem;padding-top:1rem;padding-bottom:3rem;border-top:1px solid var(--line);color:var(--soft);font-size:.9rem}
code{font:.88em/1.4 ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
p code,li code,dd code{padding:.05em .3em;border-radius:3px;background:var(--code)}
.place,.id,.digest,.by,.cites{color:var(--soft);font-size:.8rem;overflow-wrap:anywhere}
.id{font-weight:400}
.mark{padding:.05rem .4rem;border:1px dashed var(--wait);border-radius:3px;color:var(--wait);font-size:.78rem;white-space:nowrap}
.scroll{overflow-x:auto;max-width:100%;margin:0 0 1.5rem}
.stack{margin:.75rem 0}
table{border-collapse:collapse;width:100%;background:var(--paper);font-size:.92rem;line-height:1.45}
caption{padding:0 0 .5rem;text-align:left;color:var(--soft);font-size:.85rem}
th,td{padding:.5rem .7rem;border-bottom:1px solid var(--hair);text-align:left;vertical-align:top;font-weight:400}
tbody th{font-weight:500}
thead th{border-bottom:1px solid var(--line);background:var(--paper);color:var(--soft);font-size:.8rem;font-weight:600;vertical-align:bottom}
.num{text-align:right;white-space:nowrap}
td.zero{color:var(--soft)}
td p{margin:0}
td p+p{margin-top:.25rem}
.steps thead th:last-child,.counts thead th:last-child,.questions thead th:nth-child(-n+2),.ruled thead th:first-child,
.required thead th:nth-child(5),.controls thead th:nth-child(4),.plan thead th:nth-child(4),.plan thead th:nth-child(5),.losses thead th+th,.prices thead th+th,.prices-undecided thead th+th{text-align:right}
.counts{width:auto;min-width:20rem}
.ruled td.num{width:6rem}
.questions td.num{width:4rem}
.required td:nth-child(6){min-width:13rem}
.required caption,.framework caption{position:absolute;clip-path:inset(50%)}
.undecided td:first-child,.decisions td:nth-child(6){white-space:nowrap}
.sum{background:var(--t0)}
.sum th{font-weight:600}
.ids{margin:0;padding:0;list-style:none;font-size:.85rem}
.ids li,td code,th code{overflow-wrap:break-word}
.ids a,.top-actions a,td>a,th>a{display:inline-block;min-height:24px}
ul.missing{margin:0;padding:0;list-style:none}
.missing li+li{margin-top:.35rem}
.lv{display:inline-block;padding:.05rem .5rem .05rem .4rem;border:1px solid transparent;border-radius:99px;font-size:.82rem;font-weight:600;line-height:1.45;
letter-spacing:0;white-space:nowrap;background:var(--t0)}
.lv::before,.matrix .level::before{margin-right:.35em}
.lv.very-high{background:var(--v4);color:var(--i4)}
.lv.high{background:var(--v3);color:var(--i3)}
.lv.moderate{background:var(--v2);color:var(--i2)}
.lv.low{background:var(--v1);color:var(--i1)}
.lv.very-low{background:var(--v0);color:var(--i0)}
.very-high>.level::before,.lv.very-high::before{content:"\25C6"}
.high>.level::before,.lv.high::before{content:"\25B2"}
.moderate>.level::before,.lv.moderate::before{content:"\25A0"}
.low>.level::before,.lv.low::before{content:"\25CF"}
.very-low>.level::before,.lv.very-low::before{content:"\25CB"}
.score{font-size:.9rem;font-weight:600}
.st{display:inline-block;white-space:nowrap;font-size:.85rem;font-weight:600}
.st::before{display:inline-block;width:1.25em;content:"\B7"}
.implemented,.holds,.ruled-out{color:var(--good)}
.st.implemented::before,.st.holds::before{content:"\2713"}
.partial,.planned,.expired,.st.undecided{color:var(--wait)}
.st.partial::before{content:"\25D0"}
.st.planned::before{content:"\25CB"}
.st.expired::before,.st.orphaned::before{content:"!"}
.absent,.st.raised,.st.not-analysed{color:var(--bad)}
.st.absent::before{content:"\2717"}
.unstated,.not-applicable,.orphaned,.not-cited,.not-asked{color:var(--soft)}
.st.unstated::before,.st.undecided::before{content:"?"}
.st.raised::before{content:"\25B2"}
.st.ruled-out::before{content:"\2713"}
.st.not-analysed::before{content:"\2298"}
.tiles{width:auto;min-width:min(100%,44rem);table-layout:fixed;border:1px solid var(--line)}
.tiles th,.tiles td{padding:.7rem 1rem;border:0;border-left:1px solid var(--hair);text-align:left}
.tiles td{padding-top:0;font-size:2.4rem;font-weight:300;line-height:1.1;white-space:normal}
.top-actions{max-width:60rem;margin:0 0 1.25rem;padding-left:1.6rem}
.top-actions li{padding:.15rem 0 .15rem .2rem}
.stories{max-width:60rem;margin:0 0 1.25rem;padding-left:1.9rem}
.stories>li{padding:.7rem 0;border-top:1px solid var(--hair)}
.stories>li:first-child{border-top:0}
.stories p,.stories ol{margin:.2rem 0}
.stories .told{margin-bottom:.4rem}
.stories .or{color:var(--soft);font-size:.9rem}
svg.losses{display:block;width:100%;max-width:44rem;height:auto}
svg.losses line{stroke:var(--hair)}
svg.losses text{fill:var(--soft);font-size:11px}
svg.losses polyline{fill:none;stroke:var(--bad);stroke-width:2}
svg.losses .worst{stroke-dasharray:5 4}
figure{margin:0 0 1.25rem}
figcaption{color:var(--soft);font-size:.9rem;margin-top:.4rem}
.ledger-line{margin:1.25rem 0 0;color:var(--soft)}
.ledger-line b{color:var(--ink)}
.matrix{table-layout:fixed;min-width:56rem}
.matrix thead th:first-child{width:8.5rem}
.matrix td{height:4.2rem;border:2px solid var(--bg)}
.matrix .level{color:var(--soft);font-size:.75rem}
.matrix .big{margin:.1rem 0;font-size:1.5rem;font-weight:600;line-height:1.1}
.matrix .very-high{background:var(--t4)}
.matrix .high{background:var(--t3)}
.matrix .moderate{background:var(--t2)}
.matrix .low{background:var(--t1)}
.matrix .very-low{background:var(--t0)}
.matrix .some{box-shadow:inset 0 0 0 2px var(--edge)}
.matrix .level,.matrix .ids a{color:var(--ink)}
.lifecycle th,.lifecycle td{padding:.5rem .45rem}
.lifecycle td:nth-child(2){min-width:9rem}
summary{display:inline-block;min-height:24px;padding:.15rem .3rem .15rem 0;cursor:pointer;color:var(--link);font-size:.92rem}
summary::before{display:inline-block;width:1.1em;content:"\25B8";transition:transform .15s}
summary::-webkit-details-marker{display:none}
[open]>summary::before{transform:rotate(90deg)}
.finding{margin:0 0 1.25rem;padding:1.1rem clamp(.9rem,2vw,1.5rem);border:1px solid var(--line);border-radius:8px;background:var(--paper)}
.finding:target,tr:target,.threat:target{outline:3px solid var(--focus);outline-offset:1px}
.finding h3{margin:0;font-size:1.15rem}
.finding h3 .lv{margin-right:.3rem;vertical-align:.1em}
.finding h3 a,.undecided th a{color:inherit}
.at{color:var(--soft);font-weight:400}
.meta{display:flex;flex-wrap:wrap;gap:.1rem .9rem;margin:.25rem 0 0;color:var(--soft);font-size:.82rem}
.scores{display:flex;flex-wrap:wrap;gap:.3rem .7rem;margin:.8rem 0}
.scores dd{white-space:nowrap}
.scores div+div{position:relative;padding-left:1.9rem}
.scores div+div::before{position:absolute;bottom:.1rem;left:.2rem;color:var(--soft);content:"\2192"}
.why{max-width:60rem;margin:.5rem 0}
.decision{margin:.75rem 0;padding:.45rem .8rem;border-left:4px solid var(--edge);background:var(--t0)}
.unstated{font-size:.88rem}
.finding caption{font-size:.8rem}
.finding table{font-size:.88rem}
.finding th,.finding td{padding:.35rem .7rem .35rem 0;background:none}
.finding .sum th,.finding .sum td{padding-left:0}
.finding details{margin:.3rem 0}
.notes{display:flex;flex-wrap:wrap;gap:.6rem 2rem;margin:.6rem 0 0;font-size:.85rem}
.threat{margin:0;padding:.4rem 0;border-bottom:1px solid var(--hair)}
.threat p{max-width:60rem;margin:.4rem 0 .4rem 1.1rem}
.threat .notes{margin-left:1.1rem}
.threat summary b{color:var(--ink)}
.rows td{padding:.3rem .7rem}
.picture{padding:.5rem;border:1px solid var(--line);border-radius:8px;background:var(--paper)}
.pipeline{display:block;max-width:100%;height:auto;margin:auto}
.pipeline.wide{min-width:75rem}
.pipeline text{fill:var(--ink);font-size:12px;font-family:inherit}
.pipeline .phase{text-anchor:middle;fill:var(--soft);font-size:11.5px}
.phase-line{fill:none;stroke:var(--line);stroke-width:2}
.area{fill:var(--area);stroke:var(--edge);stroke-dasharray:6 4}
.pipeline .boundary-name{fill:var(--soft);font-size:11.5px;paint-order:stroke;stroke:var(--area);stroke-width:5px;stroke-linejoin:round}
.boundary-name .id{fill:var(--ink);font-weight:600;font-size:12px}
.line{fill:none;stroke:var(--flow);stroke-width:1.3}
.tip{fill:var(--flow)}
.uses .line{stroke-dasharray:2 3}
.crosses .line{stroke:var(--cross);stroke-width:2.4}
.crosses .tip{fill:var(--cross)}
.flow:hover .line{stroke:var(--focus);stroke-width:3.5}
.flow:hover .tip{fill:var(--focus)}
.body{fill:var(--paper);stroke:var(--edge);stroke-width:1.3}
.stage .body{stroke:var(--ink)}
.very-high>.body,.very-high>a>.body{fill:var(--t4);stroke:var(--v4);stroke-width:2}
.high>.body,.high>a>.body{fill:var(--t3);stroke:var(--v3);stroke-width:2}
.moderate>.body,.moderate>a>.body{fill:var(--t2);stroke:var(--v2);stroke-width:2}
.low>.body,.low>a>.body{fill:var(--t1)}
.name,.what{text-anchor:middle}
.name{font-weight:600}
.pipeline .what{fill:var(--soft);font-size:10.5px}
.pipeline a:hover .name{text-decoration:underline}
.pipeline a:focus-visible .body,.node:target .body{stroke:var(--focus);stroke-width:4}
.pipeline .word{font-size:10px;font-weight:600}
.plate{stroke:var(--paper);stroke-width:1.5}
.badge.very-high .plate{fill:var(--v4)}
.badge.high .plate{fill:var(--v3)}
.badge.moderate .plate{fill:var(--v2)}
.badge.low .plate{fill:var(--v1)}
.badge.very-low .plate{fill:var(--v0)}
.badge.very-high .shape,.pipeline .very-high .word{fill:var(--i4)}
.badge.high .shape,.pipeline .high .word{fill:var(--i3)}
.badge.moderate .shape,.pipeline .moderate .word{fill:var(--i2)}
.badge.low .shape,.pipeline .low .word{fill:var(--i1)}
.badge.very-low .shape,.pipeline .very-low .word{fill:var(--i0)}
.shape{fill-rule:evenodd}
.picture-legend{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin:.75rem 0;padding:0;list-style:none;color:var(--soft);font-size:.85rem}
.sample{display:inline-block;width:1.9em;height:1em;margin-right:.5em;border:1.5px solid var(--ink);border-radius:4px;vertical-align:-.12em}
.sample.asset{border-color:var(--edge);border-radius:50%/35%}
.sample.actor{border-color:var(--edge);border-radius:1em}
.sample.area{border:1px dashed var(--edge);background:var(--area)}
.sample.line{height:0;border:0;border-top:1.5px solid var(--flow);border-radius:0;vertical-align:.3em}
.sample.heavy{border-top:3px solid var(--cross)}
.sample.dots{border-top-style:dotted}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.6rem;margin:0 0 1rem;font-size:.85rem}
.legend div{display:flex;gap:.5rem}
.legend dd{margin:0;color:var(--soft)}
.tactics{display:grid;grid-auto-flow:column;grid-auto-columns:11.5rem;gap:.5rem;padding-bottom:.75rem}
.tactic h4{padding:.4rem .1rem;border-bottom:2px solid var(--edge);min-height:3.4rem}
.tactic h4 .id{display:block}
.tactic ul{margin:0;padding:0;list-style:none}
.entry{margin:.35rem 0;padding:.35rem .4rem;border:1px solid var(--line);border-radius:5px;background:var(--paper);font-size:.82rem;line-height:1.35;overflow-wrap:anywhere}
.entry .st,.entry .ids{font-size:.76rem}
.entry:has(.raised){border:2px solid var(--bad);background:var(--t4)}
.entry:has(.undecided){border-style:dashed;border-color:var(--wait)}
.entry:has(.not-cited){border-color:transparent;background:none;color:var(--soft)}
.entry:has(.not-analysed){border:2px dotted var(--bad)}
@media(max-width:44rem){
nav{position:static}
h2{font-size:1.3rem}
th,td{padding:.4rem .5rem}
.tiles{min-width:0;width:100%;table-layout:auto}
.tiles th,.tiles td{padding:.4rem .3rem}
.tiles td{padding-top:0;font-size:1.7rem}
.tiles .lv{padding:0;font-size:.68rem;background:none!important;color:inherit!important;white-space:normal}
.scroll table{min-width:40rem}
.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stack table,.stack tbody,.stack tr,.stack td,.stack tbody th,.stack caption{display:block}
.stack tr{padding:.45rem 0;border-bottom:1px solid var(--line)}
.stack th,.stack td{padding:.05rem 0!important;border:0;text-align:left}
.stack .sum{padding-left:.5rem}
.stack td:empty{display:none}
.evidence td:nth-child(2)::before{content:"Fact: "}
.evidence td:nth-child(4)::before{content:"Origin: "}
.controls td:nth-child(3)::before{content:"Lowers: "}
.controls td:nth-child(4)::before{content:"Credit: "}
.steps td:last-child::before{content:"Ticks: "}
.tactics{grid-auto-flow:row;grid-template-columns:1fr}
}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}summary::before{transition:none}}
@media(forced-colors:active){.lv,.mark,.matrix td{border:1px solid CanvasText}.line,.body,.area,.phase-line{stroke:CanvasText}
.pipeline text,.tip,.shape{fill:CanvasText}.body,.plate,.area{fill:Canvas}.plate{stroke:CanvasText}.crosses .line{stroke-width:3.5}
a .body{stroke:LinkText}}
@media print{@page{margin:14mm 12mm}
:root{color-scheme:light;--bg:#fff;--paper:#fff;--ink:#000;--soft:#444;--link:#000}
body{font-size:9.5pt}
nav,.skip,summary::before{display:none}
.top{padding-top:0}
details::details-content{content-visibility:visible;display:block;height:auto}
summary{color:#000;font-weight:600}
.scroll{overflow:visible}
.pipeline,.pipeline.wide{min-width:0;max-width:100%;max-height:240mm}
.matrix{min-width:0;font-size:8pt}
.tactics{grid-auto-flow:row;grid-template-columns:repeat(4,1fr)}
thead{display:table-header-group}
tr,.entry,.tactic h4{break-inside:avoid}
h2,h3,h4,caption{break-after:avoid}
.lv,.plate,.matrix td,.sum,.body,.area{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.lifecycle,.required,.evidence{font-size:7.5pt}
th,td{padding:.25rem .4rem}}
)css";

static_assert(sizeof kCss <= 20 * 1024);

}  // namespace

Literal style_sheet() { return kCss; }

}  // namespace merlon
