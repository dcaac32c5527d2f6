// Links within the page, to what may be filtered out, out of the window, or within closed details: it is shown first.
import { decode, target_of } from './dom';
import { kNothing } from './filter';
import type { Findings } from './findings';
import { from_hash } from './hash';
import { lay_out } from './laid';
import { say } from './say';

export class Links {
  constructor(private readonly findings: Findings, private readonly choose: (id: string) => boolean) {}

  /// `keep` goes to where the reader was before, and says whether there is such a place.
  follow(keep: () => boolean): void {
    document.addEventListener('click', (e) => this.click(e));
    addEventListener('hashchange', () => this.arrive());
    this.arrive();
    if (keep()) return;
    // Fonts and the browser's own jump may move things until then.
    addEventListener('load', () => location.hash && this.arrive());
  }

  /// The browser follows the link itself, and finds what it leads to.
  private click(e: MouseEvent): void {
    if (e.defaultPrevented || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    const link = e.target instanceof Element ? e.target.closest('a') : null;
    const id = link ? target_of(link) : '';
    if (!id) return;
    lay_out();
    if (!id.startsWith('findings?')) this.show(id);
    if (decode(location.hash.slice(1)) === id) setTimeout(() => this.arrive());
  }

  private arrive(): void {
    if (location.hash) lay_out();
    const query = from_hash(location.hash, this.findings.known);
    if (query) {
      this.findings.apply(query);
      document.getElementById('findings')?.scrollIntoView();
      return;
    }
    const id = decode(location.hash.slice(1));
    if (this.choose(id)) return;
    const target = this.show(id);
    if (target) settle(target);
  }

  private show(id: string): HTMLElement | undefined {
    const entry = this.findings.entry(id);
    if (entry) {
      if (!this.findings.is_shown(entry)) {
        this.findings.apply({ ...kNothing, sort: this.findings.query.sort });
        say(`The filter is cleared to show ${entry.name} at ${entry.subject}. ${this.findings.counts()}`);
      }
      this.findings.reveal(entry);
      return entry.row;
    }
    const target = document.getElementById(id);
    if (!(target instanceof HTMLElement)) return undefined;
    open(target);
    return target;
  }
}

function open(target: HTMLElement): void {
  if (target instanceof HTMLDetailsElement) target.open = true;
  for (let d = target.parentElement?.closest('details'); d; d = d.parentElement?.closest('details')) d.open = true;
}

/// To where it is, and the focus with it, so that Tab goes on from there.
export function settle(target: HTMLElement): void {
  open(target);
  const takes = target instanceof HTMLDetailsElement ? target.querySelector('summary') : target;
  target.scrollIntoView({ block: target.closest('table.windowed') ? 'center' : 'start' });
  if (takes && takes === target && !target.hasAttribute('tabindex')) target.setAttribute('tabindex', '-1');
  takes?.focus({ preventScroll: true });
}
