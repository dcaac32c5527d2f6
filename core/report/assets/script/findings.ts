// Findings and undecided verdicts together, and what of them is shown.  Unknown is not false: whoever filters findings sees what
// is undecided there as well.
import { all, amount, text_of } from './dom';
import { type Entry, finding_rows, kLevels, read_entries, reason, searched, undecided_rows } from './entry';
import { type Query, Orders, filters, kNothing, pass, told } from './filter';
import type { Known } from './hash';
import { type List, PlainList } from './list';
import { id_in_markdown, in_markdown, table_in_markdown } from './markdown';
import { WindowedList } from './windowed';

const kMostWhole = 500;

export class Findings {
  readonly raised: Entry[];
  readonly undecided: Entry[];
  readonly known: Known;
  query: Query = kNothing;
  shown: Entry[] = [];
  shown_undecided: Entry[] = [];
  by_level = new Map<string, number>();   // of both, whatever levels are chosen
  /// Called when what is shown has changed.
  changed: () => void = () => {};

  private readonly by_id = new Map<string, Entry>();
  private readonly orders: Orders;
  private undecided_order: Entry[];
  private readonly list: List;
  private readonly undecided_list: List;

  constructor() {
    this.raised = read_entries(finding_rows(), false);
    this.undecided = read_entries(undecided_rows(), true);
    for (const e of this.everything()) this.by_id.set(e.row.id, e);
    this.known = this.words();
    this.orders = new Orders(this.raised, this.known.phase);
    this.undecided_order = this.undecided;
    this.list = make_list(this.raised);
    this.undecided_list = make_list(this.undecided);
    this.shown = this.raised;
    this.shown_undecided = this.undecided;
    this.by_level = pass(this.everything(), kNothing).by_level;
    this.list.show(this.raised, this.shown);
    this.undecided_list.show(this.undecided, this.shown_undecided);
  }

  everything(): Entry[] {
    return [...this.raised, ...this.undecided];
  }

  apply(query: Query): void {
    this.query = query;
    const order = this.orders.by(query.sort);
    const raised = pass(order, query), undecided = pass(this.undecided_order, query);
    this.shown = raised.shown;
    this.shown_undecided = undecided.shown;
    this.by_level = sum(raised.by_level, undecided.by_level);
    this.list.show(order, this.shown);
    this.undecided_list.show(this.undecided_order, this.shown_undecided);
    this.changed();
  }

  arrange_undecided(order: Entry[]): void {
    this.undecided_order = order;
    this.shown_undecided = pass(order, this.query).shown;
    this.undecided_list.show(order, this.shown_undecided);
  }

  entry(id: string): Entry | undefined {
    return this.by_id.get(id);
  }

  is_shown(entry: Entry): boolean {
    return (entry.undecided ? this.shown_undecided : this.shown).includes(entry);
  }

  reveal(entry: Entry): void {
    (entry.undecided ? this.undecided_list : this.list).reveal(entry);
  }

  /// Those of one subject, the worst first.
  at(key: string, undecided: boolean): Entry[] {
    return (undecided ? this.undecided : this.raised).filter((e) => e.key === key);
  }

  filtered(): boolean {
    return filters(this.query);
  }

  counts(): string {
    const of = (shown: Entry[]) => (this.filtered() ? `${shown.length.toLocaleString('en')} of ` : '');
    const raised = of(this.shown) + amount(this.raised.length, 'finding');
    const rest = `${of(this.shown_undecided)}${this.undecided.length.toLocaleString('en')} undecided`;
    return `${raised}, ${rest}${this.filtered() ? ' shown' : ''}`;
  }

  told(): string {
    return told(this.query);
  }

  /// What is shown as tables, and of how much it is a part.
  markdown(): string {
    const title = in_markdown(text_of(document.querySelector('h1')));
    const filter = this.filtered() ? ` Filter: ${in_markdown(this.told())}.` : '';
    const rows = (list: Entry[]) =>
      list.map((e) => [in_markdown(e.level), String(e.score), id_in_markdown(e.id), in_markdown(reason(e))]);
    let out = `Findings of ${title}: ${this.counts()}.${filter}\n`;
    if (this.shown.length) out += '\n' + table_in_markdown(['level', 'score', 'finding', 'why'], rows(this.shown));
    if (this.shown_undecided.length) {
      out += '\nUndecided, at worst:\n\n';
      out += table_in_markdown(['up to', 'score', 'verdict', 'what is missing'], rows(this.shown_undecided));
    }
    return out;
  }

  /// Lowers the text of so many entries as fit into a moment; says whether any are left.
  prepare(milliseconds: number): boolean {
    const end = performance.now() + milliseconds;
    for (const e of this.everything()) {
      if (e.text) continue;
      searched(e);
      if (performance.now() > end) return true;
    }
    return false;
  }

  /// What can be chosen: levels worst first, phases as the lifecycle has them, domains by name.
  private words(): Known {
    const of = (read: (e: Entry) => string) => [...new Set(this.everything().map(read))].filter((w) => w !== '');
    const level = of((e) => e.level), phase = of((e) => e.phase);
    const cycle = all('#lifecycle table.lifecycle tbody th').map(text_of);
    const place = (order: string[], word: string) => (order.includes(word) ? order.indexOf(word) : order.length);
    return {
      level: level.sort((a, b) => place(kLevels, a) - place(kLevels, b)),
      phase: phase.sort((a, b) => place(cycle, a) - place(cycle, b)),
      domain: of((e) => e.domain).sort(),
    };
  }
}

function sum(a: Map<string, number>, b: Map<string, number>): Map<string, number> {
  const out = new Map(a);
  for (const [level, n] of b) out.set(level, (out.get(level) ?? 0) + n);
  return out;
}

function make_list(entries: Entry[]): List {
  const table = entries[0]?.row.closest('table');
  const rows = entries.length > kMostWhole && table && entries.every((e) => e.row.parentNode === table.tBodies[0]);
  return rows ? new WindowedList(table, entries) : new PlainList(entries);
}
