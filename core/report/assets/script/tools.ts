// The tools above the findings: search, filters, order, and what to do with what is shown.
import { amount, all, button, make, text_of } from './dom';
import { copy_button } from './copy';
import type { Entry } from './entry';
import { type Query, kNothing } from './filter';
import type { Findings } from './findings';
import { address, as_hash, replace_hash } from './hash';
import { in_markdown } from './markdown';
import { say } from './say';

type Choice = [value: string, label: string];

export class Tools {
  private readonly search = make('input', {
    type: 'search', id: 'search', autocomplete: 'off', spellcheck: 'false', maxlength: '200', 'aria-keyshortcuts': '/',
  });
  private readonly slash = make('input', { type: 'checkbox', id: 'slash' });
  private readonly chips = new Map<string, HTMLButtonElement>();
  private readonly selects = new Map<'phase' | 'domain' | 'decision' | 'sort', HTMLSelectElement>();
  private readonly status = make('p', { class: 'shown', role: 'status' });
  private readonly reset = button('Reset', () => this.change(kNothing), { class: 'quiet' });
  private readonly lines: HTMLElement[] = [];     // in every section that is filtered

  constructor(private readonly findings: Findings) {}

  /// Nothing is added where there is nothing to filter.
  place(): void {
    const heading = document.querySelector('#findings > h2');
    if (!heading || this.findings.everything().length === 0) return;
    this.findings.changed = () => this.show();
    const bar = make('div', { class: 'tools', role: 'search', 'aria-label': 'Findings and undecided verdicts' },
      this.search_row(), this.level_row(), this.select_row(), this.action_row());
    heading.after(bar, this.line('only-print'));
    document.querySelector('#undecided > h2')?.after(this.line(''));
    document.addEventListener('keydown', (e) => this.key(e));
    this.show();
  }

  /// Another query, by hand.
  change(part: Partial<Query>): void {
    this.findings.apply({ ...this.findings.query, ...part });
    replace_hash(as_hash(this.findings.query) || '#findings');
  }

  private search_row(): HTMLElement {
    this.search.addEventListener('input', () => this.change({ q: this.search.value }));
    this.search.addEventListener('keydown', (e) => {
      if (e.key !== 'Escape') return;
      e.preventDefault();
      e.stopPropagation();
      this.change({ q: '' });
    });
    // A key alone may be in the way of those who speak to a browser, so it can be turned off (WCAG 2.1.4).
    this.slash.checked = true;
    return make('div', { class: 'search' },
      make('label', { for: 'search' }, 'Search'), this.search,
      make('label', { class: 'slash', for: 'slash' }, this.slash, make('code', {}, '/'), ' jumps here'));
  }

  private level_row(): HTMLElement {
    const row = make('div', { class: 'chips', role: 'group', 'aria-label': 'Levels, with findings and undecided verdicts' },
      make('span', { class: 'by' }, 'Findings and undecided'));
    for (const level of this.findings.known.level) {
      const name = make('span', { class: 'lv' }, level);
      if (/^[a-z-]+$/.test(level)) name.classList.add(level);
      const chip = button('', () => this.toggle(level), { class: 'chip', 'aria-pressed': 'false' });
      chip.append(name, ' ', make('span', { class: 'n' }));
      this.chips.set(level, chip);
      row.append(chip);
    }
    return row;
  }

  private toggle(level: string): void {
    const old = this.findings.query.level;
    const now = this.findings.known.level.filter((l) => (l === level ? !old.includes(l) : old.includes(l)));
    this.change({ level: now });
  }

  private select_row(): HTMLElement {
    const words = (list: string[]): Choice[] => list.map((w) => [w, w]);
    const { phase, domain } = this.findings.known;
    return make('div', { class: 'selects' },
      this.select('phase', 'Phase', [['', 'any'], ...words(phase)]),
      this.select('domain', 'Domain', [['', 'any'], ...words(domain)]),
      this.select('decision', 'Decision', [['', 'any'], ['yes', 'decided'], ['no', 'not decided']]),
      this.select('sort', 'Sort by', [['', 'residual risk'], ['phase', 'phase'], ['element', 'element'], ['threat', 'threat']]),
      this.reset);
  }

  private select(name: 'phase' | 'domain' | 'decision' | 'sort', label: string, choices: Choice[]): HTMLElement {
    const made = make('select', { id: 'by-' + name });
    for (const [value, text] of choices) made.append(make('option', { value }, text));
    made.addEventListener('change', () => this.change({ [name]: made.value } as Partial<Query>));
    this.selects.set(name, made);
    return make('div', {}, make('label', { for: made.id }, label), made);
  }

  private action_row(): HTMLElement {
    const row = make('div', { class: 'actions' }, this.status,
      copy_button('Copy link', 'to this filter', 'Link', () => address(as_hash(this.findings.query) || '#findings')),
      copy_button('Copy as Markdown', 'what is shown', 'Markdown', () => this.findings.markdown()));
    if (all('#findings .finding details').length > 0) {
      row.append(button('Expand all', () => this.unfold(true), { class: 'quiet' }),
        button('Collapse all', () => this.unfold(false), { class: 'quiet' }));
    }
    return row;
  }

  private unfold(open: boolean): void {
    for (const e of this.findings.shown) for (const d of all<HTMLDetailsElement>('details', e.row)) d.open = open;
    say(`Details of ${amount(this.findings.shown.length, 'finding')} ${open ? 'expanded' : 'collapsed'}`);
  }

  /// A line that says how this section is filtered; a printed page needs it most.
  private line(kind: string): HTMLElement {
    const made = make('p', { class: `filter-line lead ${kind}` });
    made.hidden = true;
    this.lines.push(made);
    return made;
  }

  private show(): void {
    const { query, by_level } = this.findings;
    if (this.search.value.trim() !== query.q.trim()) this.search.value = query.q;
    for (const [name, select] of this.selects) select.value = query[name];
    for (const [level, chip] of this.chips) {
      chip.setAttribute('aria-pressed', String(query.level.includes(level)));
      chip.lastElementChild!.textContent = (by_level.get(level) ?? 0).toLocaleString('en');
    }
    this.status.textContent = this.findings.counts();
    const filtered = this.findings.filtered();
    this.reset.disabled = !filtered && query.sort === '';
    for (const line of this.lines) {
      line.hidden = !filtered;
      line.textContent = filtered ? `Filtered by ${this.findings.told()}: ${this.findings.counts()}. ` : '';
      if (filtered) line.append(button('Show all', () => this.clear(line), { class: 'quiet' }));
    }
  }

  /// The button goes away with the filter, so the focus needs another place.
  private clear(line: HTMLElement): void {
    const heading = line.parentElement?.querySelector('h2');
    this.change({ ...kNothing, sort: this.findings.query.sort });
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
    say(this.findings.counts());
  }

  private key(e: KeyboardEvent): void {
    if (e.key !== '/' || e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || !this.slash.checked) return;
    if (e.target instanceof Element && e.target.closest('input:not([type=checkbox]),select,textarea,[contenteditable]')) return;
    e.preventDefault();
    this.search.focus();
    this.search.select();
  }
}

/// One finding, for an issue or a review.
function as_markdown(e: Entry): string {
  const texts = (selector: string) => all(selector, e.row).map((x) => in_markdown(text_of(x)));
  const scores = all('.scores > div', e.row).map((d) => in_markdown(`${text_of(d.querySelector('dt'))} ${text_of(d.querySelector('dd'))}`));
  const facts = [`\`${e.id}\``.match(/^`[a-z0-9\-.@]+`$/)?.[0] ?? in_markdown(e.id), ...texts('.meta > span')];
  let out = `**${in_markdown(e.level)} ${e.score}: ${in_markdown(e.name)} at ${in_markdown(e.subject)}** (${facts.join(', ')})\n\n`;
  if (scores.length) out += scores.join('; ') + '\n\n';
  for (const why of texts('.why')) out += `- ${why}\n`;
  for (const decision of texts('.decision')) out += `\n${decision}\n`;
  return out;
}

/// Two small buttons in the header of each detailed finding.
export function add_finding_tools(findings: Findings): void {
  for (const e of findings.raised) {
    const header = e.row.querySelector('header');
    if (!header) continue;
    const of = `${e.name} at ${e.subject}`;
    header.append(make('div', { class: 'finding-tools' },
      copy_button('Copy link', `to ${of}`, 'Link', () => address('#' + encodeURI(e.row.id))),
      copy_button('Copy as Markdown', of, 'Markdown', () => as_markdown(e))));
  }
}
