// What every look at reports needs: a browser, pages that tell of all that they must not do, checks that are counted.
//
// Scripts take MERLON EXAMPLES OUT, from the folder that holds node_modules; pictures are written into OUT.
// Exit: 0 all is well, 1 something is not, and it is told.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

export const [merlon, examples, out, ...more] = process.argv.slice(2);

const kRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const axe = fs.readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const count = { held: 0, failed: 0, quiet: false };

export function check(good, what) {
  if (good) return ++count.held;
  ++count.failed;
  if (!count.quiet) console.log('FAILED ' + what);
}

/// Can the checks fail?  How many of them do, of a page that is bad; nothing of it is told or counted.
export async function failures(act) {
  const before = { ...count };
  count.quiet = true;
  await act();
  const found = count.failed - before.failed;
  Object.assign(count, before);
  return found;
}

export function launch() {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => fs.existsSync(p));
  fs.mkdirSync(out, { recursive: true });
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
}

/// Says how many checks held, and ends.
export async function finish(browser, least, what) {
  await browser.close();
  console.log(`${what}${count.held} checks hold, ${count.failed} do not; pictures in ${path.relative(process.cwd(), out) || '.'}`);
  process.exit(count.failed === 0 && count.held > least ? 0 : 1);
}

export const example = (name) => path.join(examples, name, 'pipeline.toml');
export const names = () => fs.readdirSync(examples).sort().filter((name) => fs.existsSync(example(name)));

/// A report, and the JSON of the same run.
export function analyze(file, name) {
  const html = path.join(out, name + '.html'), json = path.join(out, name + '.json');
  execFileSync(merlon, ['analyze', file, '-q', '--today', '2026-11-25', '--html', html, '--json', json]);
  return { name, url: pathToFileURL(html).href, result: JSON.parse(fs.readFileSync(json, 'utf8')) };
}

/// `seen` is all that the page must not do: requests to others, messages, dialogs, errors.
export async function open(browser, url, options = {}, own = (address) => address.split('#')[0] === url.split('#')[0]) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(count.quiet ? 400 : 15000);
  context.setDefaultNavigationTimeout(60000);
  const page = await context.newPage(), seen = [];
  page.on('request', (r) => own(r.url()) || r.url().startsWith('data:') || seen.push('asks for ' + r.url()));
  page.on('console', (m) => seen.push('says ' + m.text()));
  page.on('dialog', (d) => (seen.push('opens a dialog'), d.dismiss()));
  page.on('pageerror', (e) => seen.push('fails: ' + e.message));
  await page.goto(url);
  return { page, context, seen };
}

/// axe looks at the parts of a page that `within` selects, in a context with `bypassCSP`: scripts of ours need a page without
/// the report's own policy.  What is not laid out yet has no place that it could look at.
export async function no_violation(page, what, within = 'html') {
  await page.addScriptTag({ content: axe });
  const found = await page.evaluate(([within, runOnly]) => {
    for (const section of document.querySelectorAll('main > section')) section.classList.add('laid');
    return axe.run({ include: within.split(', ').map((selector) => [selector]) }, { runOnly, resultTypes: ['violations'] });
  }, [within, kRules]);
  for (const v of count.quiet ? [] : found.violations) console.log(`  ${v.id}: ${v.nodes.length} times, first ${v.nodes[0].html.slice(0, 200)} ${v.nodes[0].failureSummary}`);
  check(found.violations.length === 0, `${what}: axe finds ${found.violations.length} violations`);
  check(found.passes.length > 5, `${what}: axe looked at nothing`);
}

export async function fits_in_width(page, what) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(wide <= 0, `${what}: the page is ${wide} px too wide`);
}
