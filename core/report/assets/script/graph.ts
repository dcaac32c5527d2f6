// The picture as a graph: nodes, flows, and what is reached from where.
import { all, text_of } from './dom';

const kSvg = 'http://www.w3.org/2000/svg';

export interface Node {
  readonly id: string;         // as in the page: n- and the element
  readonly key: string;        // without the n-
  readonly name: string;
  readonly group: SVGGElement;
  readonly link: SVGAElement;
}

export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly group: SVGGElement;
}

export class Graph {
  readonly nodes = new Map<string, Node>();
  readonly flows: Flow[] = [];

  constructor(readonly svg: SVGSVGElement) {
    for (const group of all<SVGGElement>('g.node[id^="n-"]', svg)) {
      const title = text_of(group.querySelector('title')), name = title_name(group, title);
      this.nodes.set(group.id, { id: group.id, key: group.id.slice(2), name, group, link: link_of(group) });
    }
    for (const group of all<SVGGElement>('g.flow[data-from][data-to]', svg)) {
      this.flows.push({ from: group.dataset.from ?? '', to: group.dataset.to ?? '', group });
    }
  }

  /// What flows out of it reach, nearest first, without itself; cycles end where they began.
  downstream(id: string): string[] {
    const seen = new Set([id]);
    for (const at of seen) for (const f of this.flows) if (f.from === at && this.nodes.has(f.to)) seen.add(f.to);
    seen.delete(id);
    return [...seen];
  }

  upstream(id: string): string[] {
    return [...new Set(this.flows.filter((f) => f.to === id && f.from !== id).map((f) => f.from))];
  }

  /// The flows between elements that follow each other; against the arrow where none goes along.
  along(way: readonly string[]): Flow[] {
    const out: Flow[] = [];
    for (let i = 0; i + 1 < way.length; ++i) {
      const of = (a: string | undefined, b: string | undefined) => this.flows.filter((f) => f.from === a && f.to === b);
      const forth = of(way[i], way[i + 1]);
      out.push(...(forth.length ? forth : of(way[i + 1], way[i])));
    }
    return out;
  }
}

/// The element's own name; what the picture shows may be cut.
function title_name(group: SVGGElement, title: string): string {
  const anchor = group.id.slice(2);
  const shown = text_of(group.querySelector('.name'));
  return shown && !shown.endsWith('\u2026') ? shown : title.split(/[ ,]/).find((word) => word === anchor) ?? anchor;
}

/// Every node is a link that selects it.  What has no findings had none; its name begins with what is seen of it (WCAG 2.5.3).
function link_of(group: SVGGElement): SVGAElement {
  let link = group.querySelector<SVGAElement>('a');
  if (!link) {
    link = document.createElementNS(kSvg, 'a');
    link.append(...group.childNodes);
    group.append(link);
    const title = link.querySelector('title'), seen = [...link.querySelectorAll('.name,.what')].map(text_of).join(' ');
    if (title && !text_of(title).startsWith(seen)) title.textContent = `${seen}; ${text_of(title)}`;
  }
  return link;
}
