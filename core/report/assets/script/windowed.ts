// A table of thousands of rows: only those near the viewport are in the page, and empty rows stand for the others.
//
// Rows are as high as their text needs.  Cutting the text to make them equal would hide what a reader came for, so heights are
// measured: a row's when it first comes near the viewport, and until then it counts as the mean of the first rows that were
// seen.  That mean stays as it is (a better one would move everything), so the scroll bar is a little off at first, and
// never wrong for rows that were seen.  A browser holds what is in view in place when rows above it turn out higher or
// lower (scroll anchoring); where one can't, `draw` does it.
//
// Always in the page: the first and the last row, so that Tab enters from both ends; the row that has the focus; the row
// that a link led to; and, while it is printed, every row that is shown.
import { make } from './dom';
import { type Entry, lead_to_threat } from './entry';
import type { List } from './list';

const kAnchors = typeof CSS !== 'undefined' && CSS.supports('overflow-anchor', 'auto');

export class WindowedList implements List {
  private shown: readonly Entry[] = [];
  private readonly heights: Float64Array;   // by Entry.at; 0 means not measured
  private tops = new Float64Array(1);       // where row i of the shown begins, and the end
  private guess = 0;
  private from = 0;
  private to = -1;                          // rows [from, to) are near the viewport
  private goal: Entry | undefined;
  private y = 0;                            // of the viewport's top within the body, when last drawn
  private stale = false;                    // what is shown has changed since then
  private whole = false;
  private waiting = false;
  private width = 0;
  private readonly columns: number;
  private readonly body: HTMLTableSectionElement;

  constructor(private readonly table: HTMLTableElement, entries: readonly Entry[]) {
    this.heights = new Float64Array(entries.length);
    this.body = table.tBodies[0] ?? table.createTBody();
    this.columns = table.tHead?.rows[0]?.cells.length ?? 1;
    this.body.replaceChildren();             // before anything asks where something stands: that would lay out every row
    table.classList.add('windowed');
    table.tHead?.rows[0]?.setAttribute('aria-rowindex', '1');
    const later = () => this.later();
    addEventListener('scroll', later, { passive: true });
    addEventListener('resize', later, { passive: true });
    this.body.addEventListener('focusin', later);
    addEventListener('beforeprint', () => this.print(true));
    addEventListener('afterprint', () => this.print(false));
  }

  show(_order: readonly Entry[], shown: readonly Entry[]): void {
    this.shown = shown;
    this.goal = undefined;
    this.table.setAttribute('aria-rowcount', String(shown.length + 1));
    this.place();
    if (this.whole) return this.print(true);
    // Asking where things stand now would lay out the page, for each list once more; the next frame asks.
    this.near(this.y, innerHeight);
    this.fill();
    this.stale = true;
    this.later();
  }

  reveal(entry: Entry): void {
    const i = this.shown.indexOf(entry);
    if (i < 0) return;
    this.goal = entry;
    const top = this.body.getBoundingClientRect().top + (this.tops[i] ?? 0) - innerHeight / 3;
    scrollBy({ top });
    this.draw(true);
    entry.row.scrollIntoView({ block: 'center' });
    this.draw(true);
  }

  private later(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw(this.stale);
    });
  }

  private place(): void {
    const n = this.shown.length;
    if (this.tops.length !== n + 1) this.tops = new Float64Array(n + 1);
    let y = 0;
    for (let i = 0; i < n; ++i) {
      this.tops[i] = y;
      y += this.heights[this.shown[i]!.at] || this.guess || 48;
    }
    this.tops[n] = y;
  }

  /// The row at that height, held within the shown.
  private row_at(y: number): number {
    let low = 0, high = this.shown.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.tops[middle + 1] ?? 0) <= y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /// The rows that a viewport which begins at `y` shows, and as many pixels beyond it.
  private near(y: number, reach: number): void {
    this.from = this.row_at(y - reach);
    this.to = Math.min(this.shown.length, this.row_at(y + innerHeight + reach) + 1);
  }

  private draw(force: boolean): void {
    if (this.whole) return;
    const width = this.table.clientWidth;
    if (width !== this.width) {
      this.width = width;
      this.heights.fill(0);
      this.guess = 0;
      this.place();
      force = true;
    }
    this.stale = false;
    this.y = -this.body.getBoundingClientRect().top;
    const [a, b] = [this.from, this.to];
    this.near(this.y, innerHeight / 3);
    if (!force && this.from >= a && this.to <= b) {
      [this.from, this.to] = [a, b];
      return;
    }
    this.near(this.y, innerHeight);
    const held = kAnchors || force ? undefined : this.first_seen();
    this.fill();
    if (this.measure()) this.fill();
    if (held) {
      const moved = held.row.getBoundingClientRect().top - held.top;
      if (Math.abs(moved) >= 1) scrollBy({ top: moved });
    }
  }

  private first_seen(): { row: HTMLElement; top: number } | undefined {
    for (let i = this.row_at(-this.body.getBoundingClientRect().top); i < this.shown.length; ++i) {
      const row = this.shown[i]!.row;
      if (row.isConnected) return { row, top: row.getBoundingClientRect().top };
    }
    return undefined;
  }

  private wanted(): number[] {
    const n = this.shown.length, out = new Set<number>();
    if (n > 0) out.add(0).add(n - 1);
    for (let i = this.from; i < this.to; ++i) out.add(i);
    const focus = document.activeElement?.closest('tr');
    if (focus && this.body.contains(focus)) out.add(this.shown.findIndex((e) => e.row === focus));
    if (this.goal) out.add(this.shown.indexOf(this.goal));
    out.delete(-1);
    return [...out].sort((i, j) => i - j);
  }

  /// Rows that stay are not touched: the browser holds on to them, and so does the focus.
  private fill(): void {
    const children: HTMLElement[] = [];
    let next = 0;
    for (const i of this.wanted()) {
      if (i > next) children.push(this.gap(next, i));
      const entry = this.shown[i]!, row = entry.row;
      if (!row.isConnected) lead_to_threat(entry);
      row.setAttribute('aria-rowindex', String(i + 2));
      children.push(row);
      next = i + 1;
    }
    const keep = new Set<Element>(children);
    for (const child of [...this.body.children]) if (!keep.has(child)) child.remove();
    let at = this.body.firstElementChild;
    for (const child of children) {
      if (child === at) at = at.nextElementSibling;
      else this.body.insertBefore(child, at);
    }
  }

  private gap(from: number, to: number): HTMLElement {
    const cell = make('td', { colspan: String(this.columns) });
    cell.style.height = (this.tops[to] ?? 0) - (this.tops[from] ?? 0) + 'px';
    return make('tr', { class: 'gap', 'aria-hidden': 'true' }, cell);
  }

  /// Says whether anything stands elsewhere now.
  private measure(): boolean {
    let news = false, sum = 0, count = 0;
    for (let i = this.from; i < this.to; ++i) {
      const entry = this.shown[i]!;
      if (this.heights[entry.at] === 0) {
        this.heights[entry.at] = entry.row.getBoundingClientRect().height;
        news = true;
      }
      sum += this.heights[entry.at] ?? 0;
      ++count;
    }
    if (this.guess === 0 && count > 0) this.guess = sum / count;
    if (news) this.place();
    return news;
  }

  private print(whole: boolean): void {
    this.whole = whole;
    if (whole) this.body.replaceChildren(...this.shown.map((e) => e.row));
    else this.draw(true);
  }
}
