// Entries that all stay in the page: those that are filtered out are hidden.
import type { Entry } from './entry';

export interface List {
  /// `order` is all of them, `shown` those that pass, in the same order.
  show(order: readonly Entry[], shown: readonly Entry[]): void;
  /// Brings the row of a shown entry to where links reach it.
  reveal(entry: Entry): void;
}

export class PlainList implements List {
  private order: readonly Entry[];
  private readonly end: ChildNode | null;

  constructor(entries: readonly Entry[]) {
    this.order = entries;
    this.end = entries[entries.length - 1]?.row.nextSibling ?? null;
  }

  show(order: readonly Entry[], shown: readonly Entry[]): void {
    if (order !== this.order) {
      this.order = order;
      const all = document.createDocumentFragment(), parent = order[0]?.row.parentNode;
      for (const e of order) all.append(e.row);
      parent?.insertBefore(all, this.end);
    }
    const passes = new Set(shown);
    for (const e of order) {
      const hidden = !passes.has(e);
      if (e.row.hidden !== hidden) e.row.hidden = hidden;
    }
  }

  reveal(): void {}
}
