// Text of others in Markdown: nothing in it is markup, HTML, a link, a mention or the end of a table's cell.
// The same rule as core/base/markdown.cpp: letters and harmless signs as they are, all else as an entity.

export function in_markdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\x21-\x7e]/g, (c) => (/[A-Za-z0-9,\-/="';%?^(){}.]/.test(c) ? c : `&#${c.charCodeAt(0)};`))
    .replace(/(w)\./gi, '$1&#46;')
    .replace(/^(\d+)([.)])/, (_, n: string, c: string) => `${n}&#${c.charCodeAt(0)};`)
    .replace(/^([-=])/, (c) => `&#${c.charCodeAt(0)};`)
    .trim();
}

export function id_in_markdown(id: string): string {
  return /^[a-z0-9\-.@]+$/.test(id) ? '`' + id + '`' : in_markdown(id);
}

export function table_in_markdown(heads: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |\n`;
  return line(heads) + `|${'---|'.repeat(heads.length)}\n` + rows.map(line).join('');
}
