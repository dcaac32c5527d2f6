// Findings and undecided verdicts, as read from the page.
import { all, link, text_of } from './dom';

export interface Entry {
  readonly row: HTMLElement;
  readonly at: number;         // its place in the page as written
  readonly undecided: boolean;
  readonly id: string;         // threat@subject
  readonly key: string;        // the subject as anchors write it: the node is `n-` and this
  readonly name: string;       // of the threat
  readonly subject: string;
  readonly level: string;
  readonly score: number;
  readonly phase: string;
  readonly domain: string;
  readonly decided: boolean;
  text: string;                // what the search looks at; empty until asked
}

export const kLevels = ['very-high', 'high', 'moderate', 'low', 'very-low'];

/// Anchors write odd bytes as :hh.
function plain(anchor: string): string {
  try {
    return decodeURIComponent(anchor.replace(/%/g, '%25').replace(/:([0-9a-fA-F]{2})/g, '%$1'));
  } catch {
    return anchor;
  }
}

/// A level and a score, as a mark or as plain text (`very-high 95`).
export function rated(cell: Element | null | undefined): { level: string; score: number } {
  const mark = text_of(cell?.querySelector('.lv')), plain_text = mark ? '' : text_of(cell);
  const found = /^([a-z-]+) (\d+)$/.exec(plain_text);
  return { level: mark || (found?.[1] ?? ''), score: Number(found?.[2] ?? text_of(cell?.querySelector('.score'))) || 0 };
}

/// Columns by the words above them.
type Columns = Map<string, number>;

function columns_of(row: HTMLElement | undefined): Columns {
  const heads = row?.closest('table')?.tHead?.rows[0]?.cells ?? [];
  return new Map([...heads].map((head, i) => [text_of(head).toLowerCase(), i]));
}

function domains(): Map<string, string> {
  return new Map(all('#threats details.threat[data-domain]').map((d) => [d.id.slice(2), d.dataset.domain ?? '']));
}

function read(row: HTMLElement, at: number, undecided: boolean, columns: Columns, of_threat: Map<string, string>): Entry {
  const d = row.dataset, anchor = row.id.slice(2), cut = anchor.indexOf('@') + 1, threat = anchor.slice(0, Math.max(0, cut - 1));
  const cells = row instanceof HTMLTableRowElement ? row.cells : undefined;
  const cell = (head: string) => text_of(cells?.[columns.get(head) ?? -1]);
  const heading = cells?.[1] ?? row.querySelector('h3') ?? row;
  const { level, score } = rated(cells?.[0] ?? row);
  const subject = text_of(heading.querySelector('code')) || plain(anchor.slice(cut));
  const whole = text_of(heading), end = whole.indexOf(` at ${subject}`);
  return {
    row, at, undecided, subject,
    id: plain(anchor),
    key: anchor.slice(cut),
    name: text_of(heading.querySelector('a[href^="#t-"]')) || (end > 0 ? whole.slice(0, end) : plain(threat)),
    level: d.level ?? level,
    score: Number(d.score ?? score) || 0,
    phase: d.phase ?? cell('phase'),
    domain: d.domain ?? of_threat.get(threat) ?? '',
    decided: !!(d.decision ?? cell('decision')),
    text: '',
  };
}

export function read_entries(rows: HTMLElement[], undecided: boolean): Entry[] {
  const columns = columns_of(rows[0]), of_threat = domains();
  return rows.map((row, i) => read(row, i, undecided, columns, of_threat));
}

export function finding_rows(): HTMLElement[] {
  const detailed = all('#findings article.finding[id^="f-"]');
  return detailed.length > 0 ? detailed : all('#findings table.rows > tbody > tr[id^="f-"]');
}

export function undecided_rows(): HTMLElement[] {
  return all('#undecided table.undecided > tbody > tr[id^="u-"]');
}

/// Short rows name their threat as text, which keeps the page small; those that are looked at get a link.
export function lead_to_threat(entry: Entry): void {
  const heading = entry.row.querySelector('th'), name = heading?.firstChild, threat = 't-' + entry.row.id.slice(2).split('@')[0];
  if (!heading || !(name instanceof Text) || !name.data.startsWith(entry.name) || !document.getElementById(threat)) return;
  name.splitText(entry.name.length);
  heading.replaceChild(link(threat, entry.name), name);
}

/// In small letters.  How a score was computed is left out: it names every level, so every level would find it.
export function searched(entry: Entry): string {
  if (entry.text) return entry.text;
  let text = entry.id;
  for (const child of entry.row.children) {
    if (!child.classList.contains('how')) text += ' ' + (child.textContent ?? '');
  }
  return (entry.text = text.toLowerCase());
}

/// Why it is raised, or what is missing.
export function reason(entry: Entry): string {
  const { row } = entry, items = all('.missing li', row);
  if (items.length > 0) return items.map(text_of).join('; ');
  return text_of(row.querySelector('.why') ?? (row instanceof HTMLTableRowElement ? row.cells[3] : null));
}
