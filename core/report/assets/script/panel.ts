// Under the picture: what the page says of one element, or of one attack path.
import { type Child, all, amount, button, link, make, target_of, text_of } from './dom';
import { copy_button } from './copy';
import { type Entry, kLevels } from './entry';
import type { Findings } from './findings';
import type { Graph, Node } from './graph';
import { address, as_hash } from './hash';
import { kNothing } from './filter';
import type { Story } from './story';

const kMost = 8;

export interface Acts {
  clear(): void;
  /// That way alone; undefined for all of the element again.
  way(story: Story | undefined): void;
}

export class Panel {
  readonly box = make('div', { class: 'chosen', role: 'region', 'aria-labelledby': 'chosen-name', tabindex: '-1' });

  constructor(private readonly graph: Graph, private readonly findings: Findings, private readonly stories: Story[], private readonly acts: Acts) {
    this.box.hidden = true;
  }

  hide(): void {
    this.box.hidden = true;
    this.box.replaceChildren();
  }

  /// Returns the same in one sentence.
  element(node: Node, down: string[], up: string[]): string {
    const raised = this.findings.at(node.key, false), undecided = this.findings.at(node.key, true);
    const through = this.stories.filter((s) => s.way.includes(node.id));
    const parts = [
      part(`Findings: ${raised.length}`, entries(raised), this.more(raised, node)),
      part(`Undecided: ${undecided.length}`, entries(undecided), this.more(undecided, node)),
      this.ways(through),
      part('Required controls here', controls_at(node.id)),
      part('Questions about it', questions_about(node.id)),
      part(`Downstream: ${amount(down.length, 'element')}`, [this.names(down)].filter((n) => n.length).map((n) => make('li', {}, ...n))),
      part('Directly upstream', [this.names(up)].filter((n) => n.length).map((n) => make('li', {}, ...n))),
    ];
    const id = '#' + node.link.getAttribute('href')!.slice(1);
    this.fill(node.name, about(node), parts, ['down', 'up', 'way'], copy_button('Copy link', `to ${node.name}`, 'Link', () => address(id)));
    return `${node.name} is selected: ${amount(raised.length, 'finding')}, ${undecided.length} undecided, ${amount(through.length, 'attack path')} through it, ` +
      `${amount(down.length, 'element')} downstream. What the page says of it stands under the picture; Enter goes there, Escape clears.`;
  }

  story(story: Story): string {
    const steps = all('.steps li', story.item).map((li) => make('li', {}, ...copies(li)));
    const last = story.item.lastElementChild, end = last && !last.matches('.way,.steps,.told') ? [make('li', {}, ...copies(last))] : [];
    const parts = [
      part('Way', [make('li', {}, ...this.names(story.way, ' \u2192 '))]),
      part('Steps', steps),
      part('What closes it', end),
    ];
    const read = link(story.item.id, 'Read it');
    read.className = 'quiet';
    this.fill('Attack path', story.sentence, parts, ['way'], read);
    return `The attack path is shown in the picture: ${story.sentence} Escape clears.`;
  }

  private fill(name: string, about: string, parts: (HTMLElement | undefined)[], kinds: string[], ...tools: HTMLElement[]): void {
    this.box.replaceChildren(
      make('div', { class: 'chosen-head' },
        make('h3', { id: 'chosen-name' }, name), make('p', { class: 'by' }, about),
        make('div', {}, ...tools, button('Clear', () => this.acts.clear(), { class: 'quiet' }))),
      make('div', { class: 'parts' }, ...parts.filter((p): p is HTMLElement => p !== undefined)),
      make('p', { class: 'key by' }, ...key(kinds)));
    this.box.hidden = false;
    this.box.scrollTop = 0;
  }

  /// Too many for the panel are found by the search.
  private more(list: Entry[], node: Node): HTMLElement | undefined {
    if (list.length <= kMost) return undefined;
    const made = make('a', {}, `and ${list.length - kMost} more`);
    made.setAttribute('href', as_hash({ ...kNothing, q: '@' + node.name }));
    return made;
  }

  private names(ids: readonly string[], between = ', '): Child[] {
    return ids.flatMap((id, i): Child[] => {
      const node = this.graph.nodes.get(id), name = node?.name ?? id.slice(2);
      const code = make('code', {}, node ? link(id, name) : name);
      return i === 0 ? [code] : [between, code];
    });
  }

  private ways(through: Story[]): HTMLElement | undefined {
    const buttons: HTMLButtonElement[] = [];
    const items = through.slice(0, 2 * kMost).map((story) => {
      const show: HTMLButtonElement = button('Show only this way', () => {
        const on = show.getAttribute('aria-pressed') !== 'true';
        for (const b of buttons) b.setAttribute('aria-pressed', String(on && b === show));
        this.acts.way(on ? story : undefined);
      }, { class: 'quiet', 'aria-pressed': 'false' });
      buttons.push(show);
      const state = story.state && story.state !== 'open' ? ` (${story.state}) ` : ' ';
      return make('li', {}, level(story.level), ` ${story.score}${state}`, link(story.item.id, story.sentence), ' ', show);
    });
    if (through.length > items.length) items.push(make('li', {}, `and ${through.length - items.length} more under Attack paths`));
    return part(`Attack paths through it: ${through.length}`, items);
  }
}

/// What the title says beyond what stands in the panel anyway.
function about(node: Node): string {
  const last = text_of(node.group.querySelector('title')).split('; ').pop() ?? '';
  return last.includes(',') ? last : [last, text_of(node.group.querySelector('.what'))].filter((t) => t !== '').join(', ');
}

function part(title: string, items: HTMLElement[], more?: HTMLElement): HTMLElement | undefined {
  if (items.length === 0) return undefined;
  const list = make('ul', {}, ...items);
  if (more) list.append(make('li', {}, more));
  return make('div', {}, make('h4', {}, title), list);
}

function level(word: string): HTMLElement {
  return make('span', { class: kLevels.includes(word) ? `lv ${word}` : 'lv' }, word);
}

function entries(list: Entry[]): HTMLElement[] {
  return list.slice(0, kMost).map((e) => make('li', {}, level(e.level), ` ${e.score} `, link(e.row.id, e.name)));
}

/// Rows have no ids of their own; these hold for this page.
function link_to_row(row: HTMLElement, prefix: string, i: number, text: string): HTMLElement {
  if (!row.id) row.id = `${prefix}-${i + 1}`;
  return link(row.id, text);
}

function controls_at(id: string): HTMLElement[] {
  const items: HTMLElement[] = [];
  if (document.querySelector('#controls table.many')) return [elsewhere('controls', 'Required controls')];
  all<HTMLTableRowElement>('#controls table.required tbody tr').forEach((row, i) => {
    const place = row.cells[2]?.querySelector('a'), state = row.cells[0]?.querySelector('.st');
    if (!place || target_of(place) !== id) return;
    const name = row.cells[1]?.firstChild?.textContent?.trim() || text_of(row.cells[1]);
    items.push(make('li', {}, ...(state ? [state.cloneNode(true), ' '] : []), link_to_row(row, 'required', i, name)));
  });
  return short(items, 'under Required controls');
}

function questions_about(id: string): HTMLElement[] {
  const items: HTMLElement[] = [];
  if (document.querySelector('#questions table.by-fact')) return [elsewhere('questions', 'Open questions')];
  all<HTMLTableRowElement>('#questions table.questions tbody tr').forEach((row, i) => {
    if (!all('a[href^="#n-"]', row.cells[3]).some((a) => target_of(a) === id)) return;
    items.push(make('li', {}, link_to_row(row, 'question', i, text_of(row.cells[2]))));
  });
  return short(items, 'under Open questions');
}

/// Tables with a row for each control or fact, not for each element.
function elsewhere(section: string, title: string): HTMLElement {
  return make('li', {}, 'listed for all elements together under ', link(section, title));
}

function short(items: HTMLElement[], where: string): HTMLElement[] {
  const most = 2 * kMost;
  return items.length <= most ? items : [...items.slice(0, most), make('li', {}, `and ${items.length - most} more ${where}`)];
}

/// What stands in it, without ids, which may stand once only.
function copies(element: Element): Child[] {
  return [...element.childNodes].map((child) => child.cloneNode(true));
}

const kMeanings: Record<string, string> = { down: 'reached from it', up: 'comes directly to it', way: 'attack path' };

function key(kinds: string[]): Child[] {
  return kinds.flatMap((kind): Child[] => [
    make('span', { class: `sample line ${kind}`, 'aria-hidden': 'true' }), make('span', {}, kMeanings[kind] ?? ''),
  ]);
}
