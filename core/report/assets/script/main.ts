// What the page can do beyond being read.  Without it nothing is missing.
import { idle } from './dom';
import { Findings } from './findings';
import { lay_out_later } from './laid';
import { Links } from './links';
import { Picture } from './picture';
import { keep_place } from './place';
import { listen } from './say';
import { make_sortable } from './sort';
import { Tools, add_finding_tools } from './tools';

/// One tool that fails on a page that nobody foresaw must not take the others with it.
function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // the page stays as it was written
  }
}

function start(): void {
  listen();
  const findings = new Findings();
  attempt(() => new Tools(findings).place());
  attempt(() => make_sortable(
    findings.undecided.map((e) => e.row as HTMLTableRowElement),
    (rows) => findings.arrange_undecided(rows.map((row) => findings.entry(row.id)!))));
  const picture = new Picture(findings);
  attempt(() => picture.place());
  attempt(() => new Links(findings, (id) => picture.choose(id)).follow(keep_place));
  lay_out_later();
  idle(() => attempt(() => add_finding_tools(findings)));
  const prepare = () => findings.prepare(8) && idle(prepare);
  idle(prepare);
}

attempt(start);
