// Which entries are shown, and in which order.
import { type Entry, searched } from './entry';

export interface Query {
  q: string;
  level: string[];                // any of them; none means every level
  phase: string;
  domain: string;
  decision: '' | 'yes' | 'no';
  sort: '' | 'phase' | 'element' | 'threat';
}

export const kNothing: Readonly<Query> = { q: '', level: [], phase: '', domain: '', decision: '', sort: '' };

export function filters(query: Query): boolean {
  return !!(query.q.trim() || query.level.length || query.phase || query.domain || query.decision);
}

export interface Outcome {
  shown: Entry[];
  by_level: Map<string, number>;  // of what passes all but the levels
}

export function pass(entries: readonly Entry[], query: Query): Outcome {
  const words = words_of(query.q);
  const { phase, domain, decision } = query;
  const levels = query.level.length ? new Set(query.level) : undefined;
  const shown: Entry[] = [], by_level = new Map<string, number>();
  for (const e of entries) {
    if (phase && e.phase !== phase) continue;
    if (domain && e.domain !== domain) continue;
    if (decision && e.decided !== (decision === 'yes')) continue;
    if (words.length && !holds(e, words)) continue;
    by_level.set(e.level, (by_level.get(e.level) ?? 0) + 1);
    if (!levels || levels.has(e.level)) shown.push(e);
  }
  return { shown, by_level };
}

/// What stands in quotes is one.
function words_of(text: string): string[] {
  return [...text.toLowerCase().matchAll(/"([^"]+)"|[^\s"]+/g)].map((m) => m[1] ?? m[0]);
}

function holds(entry: Entry, words: string[]): boolean {
  const text = searched(entry);
  for (const word of words) if (!text.includes(word)) return false;
  return true;
}

/// The filter as words, for those who read a printed page or a copied table.
export function told(query: Query): string {
  const parts: string[] = [];
  const q = query.q.trim();
  if (q) parts.push(q.includes('"') ? `words ${q}` : `words \u201c${q}\u201d`);
  if (query.level.length) parts.push(`level ${query.level.join(' or ')}`);
  if (query.phase) parts.push(`phase ${query.phase}`);
  if (query.domain) parts.push(`domain ${query.domain}`);
  if (query.decision) parts.push(query.decision === 'yes' ? 'decided' : 'not decided');
  return parts.join(', ');
}

const collator = new Intl.Collator('en', { numeric: true });

/// Each order is made once.
export class Orders {
  private readonly made = new Map<string, Entry[]>();
  constructor(private readonly entries: Entry[], private readonly phases: string[]) {}

  by(sort: Query['sort']): Entry[] {
    if (sort === '') return this.entries;
    let order = this.made.get(sort);
    if (!order) {
      order = [...this.entries].sort((a, b) => this.compare(a, b, sort) || a.at - b.at);
      this.made.set(sort, order);
    }
    return order;
  }

  private compare(a: Entry, b: Entry, sort: Query['sort']): number {
    if (sort === 'phase') return this.phases.indexOf(a.phase) - this.phases.indexOf(b.phase);
    return sort === 'element' ? collator.compare(a.subject, b.subject) : collator.compare(a.name, b.name);
  }
}
