// The state of the filter as an address: #findings?q=..&level=high,very-high&phase=..&domain=..&decision=yes&sort=element
import { type Query, kNothing } from './filter';

const kStart = '#findings?';

export interface Known {
  level: string[];
  phase: string[];
  domain: string[];
}

export function as_hash(query: Query): string {
  const p = new URLSearchParams();
  if (query.q.trim()) p.set('q', query.q.trim());
  if (query.level.length) p.set('level', query.level.join(','));
  for (const name of ['phase', 'domain', 'decision', 'sort'] as const) if (query[name]) p.set(name, query[name]);
  const text = p.toString().replace(/%2C/g, ',');
  return text ? kStart + text : '';
}

/// Nothing if it is another kind of address; what the page does not know is left out.
export function from_hash(hash: string, known: Known): Query | undefined {
  if (!hash.startsWith(kStart)) return undefined;
  const p = new URLSearchParams(hash.slice(kStart.length));
  const one = <T extends string>(name: string, of: readonly T[]): T | '' => of.find((v) => v === p.get(name)) ?? '';
  const levels = (p.get('level') ?? '').split(',');
  return {
    ...kNothing,
    q: (p.get('q') ?? '').slice(0, 200),
    level: known.level.filter((l) => levels.includes(l)),
    phase: one('phase', known.phase),
    domain: one('domain', known.domain),
    decision: one('decision', ['yes', 'no'] as const),
    sort: one('sort', ['phase', 'element', 'threat'] as const),
  };
}

/// The address of this page with another end.
export function address(hash: string): string {
  return location.href.split('#')[0] + hash;
}

/// Some browsers refuse when it is done often, or for files; the page works all the same.
export function replace_hash(hash: string): void {
  try {
    history.replaceState(history.state, '', hash || location.pathname + location.search);
  } catch {
    // the address stays as it was
  }
}

export function push_hash(hash: string): void {
  if (location.hash === hash) return;
  try {
    history.pushState(null, '', hash);
  } catch {
    // the address stays as it was
  }
}
