// The picture, alive: what is near a node, what follows from it, and the attack paths that lead through it.
import { all, button, encode, target_of } from './dom';
import type { Findings } from './findings';
import { type Flow, type Node, Graph } from './graph';
import { push_hash, replace_hash } from './hash';
import { Panel } from './panel';
import { say } from './say';
import { type Story, read_stories } from './story';

/// What stands out; the rest steps back.
interface Marks {
  self?: string;
  down?: readonly string[];
  up?: readonly string[];
  ways: readonly (readonly string[])[];
}

const kKinds = ['self', 'down', 'up', 'way'];   // classes; what is none of these is `dim` while there are marks

export class Picture {
  private graph: Graph | undefined;
  private panel: Panel | undefined;
  private stories: Story[] = [];
  private chosen: Node | undefined;

  constructor(private readonly findings: Findings) {}

  /// Nothing is added where elements are put together, which have no ids.
  place(): void {
    const svg = document.querySelector<SVGSVGElement>('#picture svg.pipeline');
    if (!svg) return;
    const graph = new Graph(svg);
    if (graph.nodes.size === 0) return;
    this.graph = graph;
    this.stories = read_stories();
    this.panel = new Panel(graph, this.findings, this.stories, {
      clear: () => this.clear(true),
      way: (story) => this.only(story),
    });
    (svg.closest('.picture') ?? svg).after(this.panel.box);
    svg.classList.add('live');
    for (const node of graph.nodes.values()) {
      node.link.setAttribute('href', '#' + encode(node.id));
      node.link.addEventListener('click', (e) => this.click(e, node));
    }
    this.listen(svg);
    for (const story of this.stories) this.add_button(story, story.item.querySelector('.way'));
    // The summary tells the worst of them again.
    for (const way of all('#summary .way')) {
      const ids = all('a[href^="#n-"]', way).map(target_of).join();
      const story = this.stories.find((s) => s.way.join() === ids);
      if (story) this.add_button(story, way);
    }
  }

  /// Says whether there is such a node.
  choose(id: string): boolean {
    if (id === '') this.clear(false);
    const node = this.graph?.nodes.get(id);
    if (!node) return false;
    this.select(node);
    node.group.scrollIntoView({ block: 'center', inline: 'center' });
    node.link.focus({ preventScroll: true });
    return true;
  }

  private listen(svg: SVGSVGElement): void {
    const near = (e: Event) => {
      const id = e.target instanceof Element ? e.target.closest('g.node')?.id : undefined;
      for (const f of this.graph?.flows ?? []) f.group.classList.toggle('near', !!id && e.type !== 'pointerout' && e.type !== 'focusout' && (f.from === id || f.to === id));
    };
    for (const type of ['pointerover', 'pointerout', 'focusin', 'focusout']) svg.addEventListener(type, near);
    document.addEventListener('keydown', (e) => {
      if (e.key !== 'Escape' || e.defaultPrevented || !this.panel || this.panel.box.hidden) return;
      if (e.target instanceof Element && e.target.closest('input,select,textarea')) return;
      this.clear(true);
    });
  }

  /// Where it stands the page stays: a link's own jump would move the picture away from who looks at it.
  private click(e: MouseEvent, node: Node): void {
    if (e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    e.preventDefault();
    if (this.chosen === node) return this.panel?.box.focus();
    push_hash('#' + encode(node.id));
    this.select(node);
  }

  private select(node: Node): void {
    if (!this.graph || !this.panel) return;
    const down = this.graph.downstream(node.id), up = this.graph.upstream(node.id);
    this.chosen = node;
    this.mark(this.marks_of(node));
    say(this.panel.element(node, down, up));
  }

  private marks_of(node: Node): Marks {
    const ways = this.stories.filter((s) => s.state !== 'closed' && s.state !== 'possible' && s.way.includes(node.id)).map((s) => s.way);
    return { self: node.id, down: this.graph!.downstream(node.id), up: this.graph!.upstream(node.id), ways };
  }

  private only(story: Story | undefined): void {
    if (story) this.mark({ ...(this.chosen ? { self: this.chosen.id } : {}), ways: [story.way] });
    else if (this.chosen) this.mark(this.marks_of(this.chosen));
    say(story ? `Only this way is shown in the picture: ${story.sentence}` : 'Everything about the element is shown again');
  }

  private show_story(story: Story): void {
    if (!this.panel || !this.graph) return;
    this.chosen = undefined;
    this.mark({ ways: [story.way] });
    say(this.panel.story(story));
    document.getElementById('picture')?.scrollIntoView();
    this.graph.nodes.get(story.way[0] ?? '')?.group.scrollIntoView({ block: 'nearest', inline: 'center' });
    this.panel.box.focus({ preventScroll: true });
  }

  private clear(by_hand: boolean): void {
    const node = this.chosen, within = this.panel?.box.contains(document.activeElement);
    if (!this.panel || this.panel.box.hidden) return;
    this.chosen = undefined;
    this.mark(undefined);
    this.panel.hide();
    if (!by_hand) return;
    if (location.hash.startsWith('#n-')) replace_hash('#picture');
    if (within) (node?.link ?? this.graph?.nodes.values().next().value?.link)?.focus({ preventScroll: true });
    say('Nothing is selected in the picture');
  }

  private mark(marks: Marks | undefined): void {
    const graph = this.graph;
    if (!graph) return;
    const down = new Set(marks?.down), up = new Set(marks?.up), on_way = new Set(marks?.ways.flat());
    const way = new Set<Flow>(marks?.ways.flatMap((w) => graph.along(w)));
    const self = marks?.self ?? '';
    for (const node of graph.nodes.values()) {
      put(node.group, { self: node.id === self, down: down.has(node.id), up: up.has(node.id), way: on_way.has(node.id) }, !!marks);
      if (node.id === self) node.link.setAttribute('aria-current', 'true');
      else node.link.removeAttribute('aria-current');
    }
    for (const f of graph.flows) {
      const follows = marks?.down !== undefined && (f.from === self || down.has(f.from)) && (f.to === self || down.has(f.to));
      put(f.group, { self: false, down: follows, up: marks?.up !== undefined && f.to === self, way: way.has(f) }, !!marks);
    }
  }

  private add_button(story: Story, way: Element | null): void {
    if (!story.way.some((id) => this.graph?.nodes.has(id))) return;
    way?.append(' ', button('Show in the picture', () => this.show_story(story), { class: 'quiet', 'aria-label': `Show in the picture: ${story.sentence}` }));
  }
}

function put(group: SVGGElement, kinds: Record<string, boolean>, marked: boolean): void {
  for (const kind of kKinds) group.classList.toggle(kind, !!kinds[kind]);
  group.classList.toggle('dim', marked && !kKinds.some((kind) => kinds[kind]));
}
