// Reports in a browser: nothing runs but the page's own script, nothing is fetched, everybody can read them.
//
//   node run.mjs MERLON EXAMPLES OUT     from the folder that holds node_modules; pictures are written into OUT
//
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { analyze, check, example, examples, failures, finish, fits_in_width, launch, names, no_violation, open, out } from './page.mjs';

const script = fs.readFileSync(path.join(examples, '../core/report/assets/report.js'), 'utf8');

async function for_everybody(browser, report) {
  for (const colorScheme of ['light', 'dark']) {
    const { page, context } = await open(browser, report.url, { colorScheme, bypassCSP: true });
    await no_violation(page, `${report.name}, ${colorScheme}`);
    for (const part of ['summary', 'picture', 'findings']) {
      await page.evaluate((id) => document.getElementById(id)?.scrollIntoView({ block: id === 'summary' ? 'end' : 'start' }), part);
      await page.screenshot({ path: path.join(out, `${report.name}-${part}-${colorScheme}.png`) });
    }
    await context.close();
  }
}

// Without JavaScript, with the page's own policy: every id of the JSON is there, and nothing is asked for.
async function whole_without_scripts(browser, report) {
  const { page, context, seen } = await open(browser, report.url, { javaScriptEnabled: false });
  const html = await page.content();
  const text = (await page.locator('body').textContent()) ?? '';
  const ids = [...report.result.findings, ...report.result.undecided].map((x) => x.id);
  const stories = report.result.stories.open.told;
  for (const id of ids) check(html.includes(`id="f-${id}"`) || html.includes(`id="u-${id}"`) || text.includes(id), `${report.name}: ${id} is not in the page`);
  for (const s of stories) check(text.includes(s.sentence.replaceAll('`', '')), `${report.name}: the path that ends with ${s.id} is not in the page`);
  for (const c of report.result.required_controls) check(text.includes(c.control), `${report.name}: the control ${c.control} is not in the page`);
  for (const q of report.result.questions) check(text.includes(q.fact) && text.includes(q.element), `${report.name}: the question of ${q.fact} of ${q.element} is not in the page`);
  check(ids.length > 10 && report.result.questions.length > 0, `${report.name}: there is little to look for`);
  check(seen.length === 0, `${report.name}: the page ${seen.join(', ')}`);
  // Sections that are not laid out yet must not lead a link astray.
  for (const id of ['#ledger', `#f-${report.result.findings[report.result.findings.length >> 1].id}`, '#threats', `#f-${report.result.findings[0].id}`]) {
    const link = page.locator(`a[href="${id}"]`).locator('visible=true').first();
    if ((await link.count()) > 0) await link.press('Enter');
    else await page.goto(report.url + id);
    const top = await page.evaluate((id) => document.getElementById(id)?.getBoundingClientRect().top, id.slice(1));
    check(top >= 0 && top < 450, `${report.name}: a link to ${id} leads ${top} px away from it`);
  }
  await context.close();
}

// With JavaScript, nothing of a description is a script all the same.
async function inert(browser, report) {
  const { page, context, seen } = await open(browser, report.url);
  const found = await page.evaluate(() => ({
    scripts: [...document.querySelectorAll('script,iframe,object,embed,form,base,link')].map((e) => e.textContent),
    handlers: [...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => a.name.startsWith('on') || a.name === 'style')).length,
    links: [...document.querySelectorAll('a')].map((a) => a.getAttribute('href') ?? a.getAttribute('xlink:href') ?? '').filter((h) => !h.startsWith('#') && !h.startsWith('https://')),
    owned: typeof window.owned,
  }));
  check(found.scripts.length === 1 && found.scripts[0] === script, `${report.name}: ${found.scripts.length} elements that run or fetch something, of which one is ours`);
  check(found.handlers === 0, `${report.name}: ${found.handlers} elements with handlers or styles of their own`);
  check(found.links.length === 0, `${report.name}: links to ${found.links.slice(0, 3)}`);
  check(found.owned === 'undefined', `${report.name}: a text of the description has run`);
  check(seen.length === 0, `${report.name}: the page ${seen.join(', ')}`);
  await context.close();
}

async function fits(browser, report) {
  for (const [what, options] of [['phone', { viewport: { width: 390, height: 844 } }], ['forced colours', { forcedColors: 'active' }], ['reduced motion', { reducedMotion: 'reduce' }]]) {
    const { page, context } = await open(browser, report.url, options);
    await fits_in_width(page, `${report.name}, ${what}`);
    const tight = await page.evaluate(() => [...document.querySelectorAll('.tiles th,.tiles td,.matrix td,.answer,nav a,h1,h2,h3')].filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline').map((e) => e.textContent));
    check(tight.length === 0, `${report.name}, ${what}: there is no room for ${tight.slice(0, 5)}`);
    await page.screenshot({ path: path.join(out, `${report.name}-${what.replace(' ', '-')}.png`) });
    await context.close();
  }
  // A4 without its margins: what is wider would be cut, or make the browser shrink everything.
  const { page, context } = await open(browser, report.url, { viewport: { width: 703, height: 1000 } });
  await page.emulateMedia({ media: 'print' });
  const cut = await page.evaluate(() => [...document.querySelectorAll('table')].filter((t) => t.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((t) => t.className));
  check(cut.length === 0, `${report.name}, print: tables are wider than the paper: ${cut}`);
  // Chromium repeats no head of a table that has a box of its own for a button.
  const boxes = await page.evaluate(() => [...document.querySelectorAll('thead button')].filter((b) => getComputedStyle(b).display !== 'contents').length);
  check(boxes === 0, `${report.name}, print: ${boxes} heads of tables are not repeated`);
  const pdf = await page.pdf({ path: path.join(out, `${report.name}.pdf`), format: 'A4' });
  check(pdf.subarray(0, 5).toString() === '%PDF-' && pdf.length > 20000, `${report.name}: no good PDF comes of it`);
  await context.close();
}

// Every link and summary is reached by the Tab key, in the order of the page, and is seen to have the focus.
async function keyboard(browser, report) {
  const { page, context } = await open(browser, report.url);
  const wanted = await page.evaluate(() => {
    const shown = (e) => e.checkVisibility?.() ?? true;
    return [...document.querySelectorAll('a[href],summary,[tabindex="0"]')].filter(shown).length;
  });
  const steps = Math.min(wanted, 150);
  let visible = 0, inside = 0;
  for (let i = 0; i < steps; ++i) {
    await page.keyboard.press('Tab');
    const state = await page.evaluate(() => {
      const e = document.activeElement;
      const style = getComputedStyle(e);
      return { inside: e !== document.body, ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 };
    });
    inside += state.inside ? 1 : 0;
    visible += state.ring ? 1 : 0;
  }
  check(wanted > 20, `${report.name}: only ${wanted} elements take the focus`);
  check(inside === steps && visible === steps, `${report.name}: of ${steps} steps of the Tab key ${inside} reach something and ${visible} show where they are`);
  await context.close();
}

// Wherever a description takes text, the text tries to get out.
function hostile() {
  const evil = ['<script>owned=1</script>', '"><img src=x onerror=owned=1>', "'-owned=1-'", 'javascript:owned=1', ']]></svg><script>owned=1</script>', '&lt;script&gt;owned=1'];
  const at = (i) => JSON.stringify(evil[i % evil.length]);
  const file = path.join(out, 'hostile.toml');
  fs.writeFileSync(file, `format = 1
[pipeline]
id = "hostile"
name = ${at(0)}
owner = ${at(1)}
criticality = "high"
[[boundary]]
id = "inside"
name = ${at(4)}
trust = "internal"
[[actor]]
id = "anybody"
name = ${at(1)}
role = "user"
trust = "untrusted"
[[asset]]
id = "data"
name = ${at(4)}
kind = "dataset"
contributed-by = "public"
[[asset]]
id = "model"
name = ${at(2)}
kind = "classifier"
[[stage]]
id = "train"
name = ${at(5)}
boundary = "inside"
does = ["train"]
reads = ["data"]
writes = ["model"]
serves = []
[[stage]]
id = "answer"
name = ${at(3)}
boundary = "inside"
does = ["infer"]
reads = ["model"]
serves = ["anybody"]
returns = ["scores"]
controls = [{ id = "rate-limiting", status = "partial", evidence = ${at(1)}, gap = ${at(0)} }]
[[decision]]
finding = "model-evasion@answer"
treatment = "accept"
reason = ${at(0)}
by = ${at(1)}
ticket = ${at(3)}
until = "2027-01-01"
`);
  return file;
}

// Can the checks fail?  A page that does all that it must not.
async function self_test(browser) {
  const file = path.join(out, 'bad.html');
  fs.writeFileSync(file, `<!doctype html><html><head><title>x</title><style>:focus{outline:none}body{width:2000px}</style></head><body>
    <script>window.owned = 1; console.log('hello')</script><img src="http://127.0.0.1:9/x"><a href="javascript:1" style="color:red">a</a></body></html>`);
  const result = { findings: Array(20).fill({ id: 'x@y' }), undecided: [], stories: { open: { told: [] } }, required_controls: [{ control: 'none-such' }], questions: [{ fact: 'none', element: 'none' }] };
  const bad = { name: 'bad', url: pathToFileURL(file).href, result };
  for (const [what, looks, wanted] of [['axe', for_everybody, 2], ['ids', whole_without_scripts, 8], ['scripts', inert, 5], ['width', fits, 1], ['keyboard', keyboard, 2]]) {
    const found = await failures(() => looks(browser, bad));
    check(found >= wanted, `of a bad page ${what} find ${found} failures, not ${wanted}`);
  }
}

const browser = await launch();
const reports = [...names().map((name) => analyze(example(name), name)), analyze(hostile(), 'hostile')];
await self_test(browser);
for (const report of reports) {
  for (const looks of [for_everybody, whole_without_scripts, inert, fits, keyboard]) await looks(browser, report);
}
await finish(browser, 100, `${reports.length} reports, `);
