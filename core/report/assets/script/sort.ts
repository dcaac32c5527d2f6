// Tables sorted by their headings: once, the other way round, and as they were.
import { all, button, make, text_of } from './dom';
import { kLevels, rated } from './entry';

type Row = HTMLTableRowElement;
type Key = number | string;      // '' stands last in either direction

const kTables = ['#controls table.required', '#questions table.questions', '#plan table.plan', '#picture table.flow-table', '#decisions table.decisions'];
const kStates = ['absent', 'unstated', 'planned', 'partial', 'implemented', 'not-applicable'];
const collator = new Intl.Collator('en', { numeric: true });

/// Levels by level and then by score, states by how much is missing, numbers as numbers.
function key_of(cell: Element | undefined): Key {
  if (!cell) return '';
  const text = text_of(cell), { level, score } = rated(cell);
  if (kLevels.includes(level)) return (kLevels.length - kLevels.indexOf(level)) * 1000 + score;
  const state = kStates.indexOf(text_of(cell.querySelector('.st')));
  if (state >= 0 && cell.children.length === 1) return state;
  return text !== '' && !Number.isNaN(Number(text)) ? Number(text) : text;
}

function compare(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

class SortedTable {
  private column = -1;
  private down = false;
  private turns = 0;

  /// After the caption, which says the first order.
  private readonly note = make('span', {});

  constructor(private readonly heads: HTMLTableCellElement[], private readonly rows: Row[], private readonly arrange: (rows: Row[]) => void) {
    heads[0]?.closest('table')?.caption?.append(this.note);
    heads.forEach((head, i) => {
      const made = button('', () => this.sort(i), { class: 'sort' });
      made.append(...head.childNodes);
      head.append(made);
    });
  }

  private sort(column: number): void {
    const keys = new Map(this.rows.map((row) => [row, key_of(row.cells[column])]));
    if (this.column !== column) {
      this.column = column;
      this.turns = 0;
      const of_state = this.rows.some((row) => row.cells[column]?.querySelector('.st'));
      this.down = !of_state && [...keys.values()].some((k) => typeof k === 'number');  // the worst and the most come first
    } else {
      this.down = !this.down;
    }
    const original = ++this.turns > 2;
    if (original) this.column = -1;
    const way = this.down ? -1 : 1, empty = (k: Key) => (k === '' ? 1 : 0);
    const by = (a: Row, b: Row) => {
      const x = keys.get(a) ?? '', y = keys.get(b) ?? '';
      return empty(x) - empty(y) || way * compare(x, y);
    };
    this.arrange(original ? this.rows : [...this.rows].sort(by));
    this.note.textContent = original ? '' : `; now by ${text_of(this.heads[column]).toLowerCase()}, ${this.down ? 'descending' : 'ascending'}`;
    this.heads.forEach((head, i) => {
      if (original || i !== column) head.removeAttribute('aria-sort');
      else head.setAttribute('aria-sort', this.down ? 'descending' : 'ascending');
    });
  }
}

function heads_of(table: HTMLTableElement): HTMLTableCellElement[] {
  return [...(table.tHead?.rows[0]?.cells ?? [])];
}

/// `arrange_undecided` puts those rows in order, of which not all are in the page.
export function make_sortable(undecided: Row[], arrange_undecided: (rows: Row[]) => void): void {
  for (const table of all<HTMLTableElement>(kTables.join(','))) {
    const body = table.tBodies[0];
    if (body && body.rows.length > 1) new SortedTable(heads_of(table), [...body.rows], (rows) => body.append(...rows));
  }
  const table = undecided[0]?.closest('table');
  if (table && undecided.length > 1) new SortedTable(heads_of(table), undecided, arrange_undecided);
}
