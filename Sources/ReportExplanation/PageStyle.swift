internal import Cartography
internal import ConflictSymbology

/// The style sheet of a page, for light and dark, wide and narrow, screen and paper.
enum PageStyle {
  static func write(to out: inout PageWriter) {
    out.raw(":root{")
    colors(.light, to: &out)
    out.raw(
      """
      --card:#fff;--rule:#d4d0c6;--accent:#32215f;--warn:#8a1c1c;--event:#ffd9b8;--context:#d6e6f5;
      --origin:#cfe8dc;--government:#e2dcf2;--agreement:#e8e4c4;--ambiguous:#ffe68a;
      --unknown:#ffc9d0;--date:#00695c;--count:#8e3200;--words:#5b3fa8}
      @media (prefers-color-scheme:dark){:root{

      """)
    colors(.dark, to: &out)
    out.raw(
      """
      --card:#23262b;--rule:#454950;--accent:#e4d8ff;--warn:#ff9d94;--event:#6b3d14;--context:#1f425f;
      --origin:#1d4d3a;--government:#43376b;--agreement:#4c4718;--ambiguous:#665200;
      --unknown:#6e2431;--date:#6fd6c5;--count:#ffb27d;--words:#c3aeff}}

      """)
    out.raw(rules)
  }

  /// The colours of the map, by the names that the rules know.
  private static func colors(_ theme: MapTheme, to out: inout PageWriter) {
    func color(_ name: StaticString, _ color: SheetColor) {
      out.raw(name)
      out.text(color.hex)
      out.raw(";")
    }
    color("--sheet:", theme.sheet)
    color("--ink:", theme.ink)
    color("--gray:", theme.grayText)
    color("--halo:", theme.halo)
    color("--sea:", theme.sea)
    color("--land:", theme.emptyForeignLand)
    color("--country:", theme.paper)
    color("--water:", theme.waterLine)
    color("--coast:", theme.coast)
    color("--road:", theme.road)
    color("--border:", theme.border)
    color("--marker:", theme.event)
    color("--edge:", theme.eventEdge)
    out.raw("\n")
  }

  private static let rules: StaticString = """
    *{box-sizing:border-box}
    html{background:var(--sheet);color:var(--ink);scroll-behavior:smooth;scroll-padding-top:5rem}
    body{margin:0 auto;max-width:86rem;padding:0 1rem 3rem;line-height:1.5;
    font-family:"Noto Sans","Helvetica Neue",Arial,"Noto Naskh Arabic","Geeza Pro",sans-serif}
    :lang(ar){font-family:"Noto Naskh Arabic","Geeza Pro","Traditional Arabic","Noto Sans",serif}
    a{color:var(--accent)}
    code,.no{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,monospace,"Noto Naskh Arabic";
    font-size:.85em;direction:ltr;unicode-bidi:isolate}
    small,figcaption,.facts,footer,.why{color:var(--gray);font-size:.85rem}
    h1,h2,h3,h4,p{margin:.4em 0}h2{font-size:1.5rem;line-height:1.3}h3{font-size:1.1rem}
    h4{font-size:1rem}html[dir=rtl] h2{text-align:right}html[dir=ltr] h2{text-align:left}
    ul,ol{list-style:none;margin:0;padding:0}
    h2,p,li,code,.text,bdi{overflow-wrap:anywhere}
    .warn{color:var(--warn)}
    .legend{position:sticky;top:0;z-index:5;background:var(--sheet);padding:.4rem 0;
    border-bottom:1px solid var(--rule);display:flex;flex-wrap:wrap;gap:.2rem .8rem;
    align-items:baseline;font-size:.85rem}
    .index li{padding:.2rem 0;border-bottom:1px solid var(--rule)}
    .report{padding:1rem 0 2rem;border-bottom:3px double var(--rule)}
    .columns{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,27rem);gap:2rem}
    aside{position:sticky;top:4rem;align-self:start;max-height:calc(100vh - 5rem);overflow:auto}
    .text{font-size:1.12rem;line-height:2.15;white-space:pre-wrap}
    .text:lang(ar){font-size:1.25rem}

    mark{background:none;color:inherit;position:relative;border-radius:2px;
    -webkit-box-decoration-break:clone;box-decoration-break:clone}
    mark[tabindex]{cursor:help}
    mark:focus,li:focus{outline:2px solid var(--accent);outline-offset:2px}
    mark:target,li:target{outline:3px solid var(--count);outline-offset:2px}
    .n{border-block:2px solid transparent;padding-block:.05em}
    .n.s-resolved{border-block-end-color:currentColor}
    .o-event{background:var(--event)}.o-context{background:var(--context)}
    .o-origin{background:var(--origin)}.o-government{background:var(--government)}
    .o-agreement{background:var(--agreement)}
    .n.s-ambiguous{background:var(--ambiguous);border-block:2px dashed currentColor}
    .n.s-unknown{background:var(--unknown);border-block:2px dotted currentColor}
    .n.s-rejected{color:var(--gray);border-block-end:2px dotted var(--rule)}
    mark[data-n]::after{content:attr(data-n);unicode-bidi:isolate;
    direction:ltr;font:700 .62rem/1 "DejaVu Sans","Noto Sans",sans-serif;vertical-align:super;
    padding:.1rem .15rem;margin-inline-start:.1rem}
    .n.s-resolved[data-n]::after{border:1px solid currentColor;border-radius:.6rem}
    .n.s-resolved.o-event[data-n]::after{background:var(--marker);color:var(--edge)}
    .d{text-decoration:underline dotted var(--date) 3px;text-underline-offset:.25em}
    .q{text-decoration:underline double var(--count) 2px;text-underline-offset:.25em}
    .w{text-decoration:underline wavy var(--words) 1.5px;text-underline-offset:.25em}
    .w[data-n]::after{color:var(--words)}

    .card{display:none;position:absolute;inset-block-start:100%;inset-inline-start:0;z-index:9;
    width:max-content;max-width:min(26rem,80vw);max-height:60vh;overflow:auto;padding:.5rem .7rem;
    background:var(--card);color:var(--ink);border:1px solid var(--border);border-radius:.4rem;
    box-shadow:0 4px 16px #0006;font-size:.85rem;font-weight:400;line-height:1.5;
    white-space:normal;text-align:start;cursor:auto}
    .row,.cand{display:block}
    .cand{border-block-start:1px solid var(--rule);margin-block-start:.25rem;
    padding-block-start:.25rem;font-size:.85rem;line-height:1.5}
    .line{display:block;background:var(--sheet);border:1px solid var(--rule);border-radius:.2rem;
    padding:.1rem .3rem;margin-block:.15rem;-webkit-user-select:all;user-select:all;
    text-align:left}
    mark:hover>.card,mark:focus>.card,mark:focus-within>.card{display:block}
    @supports selector(:has(a)){
    mark:has(mark:hover)>.card,mark:has(mark:focus)>.card,mark:has(mark:focus-within)>.card
    {display:none}
    .text:has(mark:focus-within) mark:hover:not(:focus-within)>.card{display:none}}

    .map{margin:0}.map svg{display:block;width:100%;height:auto;border:1px solid var(--border)}
    .map text{fill:var(--ink);text-anchor:middle;paint-order:stroke;stroke:var(--halo);
    stroke-width:3px;stroke-linejoin:round;direction:ltr;unicode-bidi:plaintext;
    font-family:"Noto Sans","Helvetica Neue",Arial,"Noto Naskh Arabic","Geeza Pro",sans-serif}
    .map text.label{font-weight:700}.map text.town{fill:var(--gray)}
    .sea{fill:var(--sea)}.land{fill:var(--land)}.country{fill:var(--country)}
    .gap{fill:none;stroke:var(--land);stroke-width:16}
    .unit{fill:none;stroke:var(--gray);stroke-width:.8;stroke-dasharray:2 2}
    .road{fill:none;stroke:var(--road);stroke-width:.8}
    .river,.coast{fill:none;stroke:var(--water);stroke-width:1.4}.coast{stroke:var(--coast)}
    .lake{fill:var(--sea);stroke:var(--water);stroke-width:.7}
    .border{fill:none;stroke:var(--border);stroke-width:1.2;stroke-dasharray:7 2 1 2}
    .bar{fill:none;stroke:var(--ink);stroke-width:1.2}circle.town{fill:var(--gray)}
    .reach{fill:var(--marker);fill-opacity:.05;stroke:var(--marker);stroke-opacity:.35}
    .hit{fill:transparent}.marker{cursor:pointer}
    .w-event .dot{fill:var(--marker);stroke:var(--edge);stroke-width:1.5}
    .w-told .dot{fill:var(--edge);stroke:var(--marker);stroke-width:2.4}
    .w-context .dot{fill:var(--gray);stroke:var(--edge);stroke-width:1}
    .marker.area .dot{fill:none;stroke:var(--marker);stroke-width:1.6;stroke-dasharray:3 2}
    .marker.w-context text.label{fill:var(--gray)}
    .marker:focus{outline:none}.marker:focus .hit,.marker:hover .hit{fill:var(--marker);
    fill-opacity:.25;stroke:var(--marker)}

    .places li{padding:.25rem 0;border-bottom:1px solid var(--rule)}
    .no{display:inline-block;min-width:1.8em;text-align:center;font-weight:700;border-radius:1em;
    border:1px solid currentColor}
    .w-event>.no,h4>.no{background:var(--marker);color:var(--edge)}
    .tasks,.events{margin-top:1.5rem}
    .tasks li,.events li{border-inline-start:3px solid var(--rule);padding-inline-start:.8rem;
    margin-block:.9rem}
    .tasks .cand{max-width:60rem}
    .chip{display:inline-block;border:1px solid var(--rule);border-radius:1rem;padding:0 .6rem;
    margin:.1rem;font-size:.9rem}
    footer{margin-top:2rem}

    @media (max-width:60rem){.columns{display:block}
    aside{position:static;max-height:none;margin-top:1rem}.legend{position:static}
    .text .card{position:fixed;inset:auto .5rem .5rem;max-width:none;width:auto;max-height:45vh}}
    @media print{html{background:#fff}body{max-width:none;padding:0}
    .legend,aside{position:static;max-height:none;overflow:visible}.card{display:none!important}
    .columns{display:block}.text{line-height:1.9}a{text-decoration:none}
    li,figure{break-inside:avoid}.map svg{max-width:12cm}
    mark,.no,.map{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    @media (forced-colors:active){mark.n{outline:1px solid}}

    """
}
