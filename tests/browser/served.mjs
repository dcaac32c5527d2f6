// Reports that come from a server: pages with style and script beside them, their index, and `merlon serve`.
//
//   node served.mjs MERLON EXAMPLES OUT     from the folder that holds node_modules; pictures are written into OUT
//
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { check, example, examples, finish, fits_in_width, launch, merlon, names, no_violation, open, out } from './page.mjs';

const kTypes = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript' };

// A host that gives files of a folder, under a policy of its own.
async function host(folder, policy) {
  const server = http.createServer((request, response) => {
    const file = path.join(folder, path.basename(new URL(request.url, 'http://x').pathname) || 'index.html');
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': kTypes[path.extname(file)], 'Content-Security-Policy': policy });
    response.end(fs.readFileSync(file));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

// Pages of its own host are its own.
const visit = (browser, url, options) => open(browser, url, options, (address) => address.startsWith(new URL('.', url).href));

async function for_everybody(browser, url, name) {
  for (const colorScheme of ['light', 'dark']) {
    const { page, context } = await visit(browser, url, { colorScheme, bypassCSP: true });
    await no_violation(page, `${name}, ${colorScheme}`);
    await page.screenshot({ path: path.join(out, `${name}-${colorScheme}.png`) });
    await context.close();
  }
}

// On a host with a strict policy, on one that forbids scripts, and as files.
async function folder_of_pages(browser) {
  const folder = path.join(out, 'pages'), theme = path.join(out, 'theme.toml');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.writeFileSync(theme, 'name = "Acme Risk Office"\naccent = "#7a1f5c"\n');
  execFileSync(merlon, ['analyze', ...names().map(example), '-q', '--today', '2026-11-25', '--html-dir', folder, '--theme', theme]);
  const strict = await host(folder, "default-src 'self'"), mute = await host(folder, "sandbox; default-src 'none'; img-src 'self'; style-src 'self'");
  for (const [what, url, alive] of [['a strict host', strict.url, true], ['a host without scripts', mute.url, false], ['a folder', pathToFileURL(folder).href + '/index.html', true]]) {
    const { page, context, seen } = await visit(browser, url);
    const rows = page.locator('table.pipelines tbody tr');
    check((await rows.count()) === names().length, `${what}: the index has ${await rows.count()} pipelines`);
    const accent = await page.evaluate(() => getComputedStyle(document.querySelector('.top')).borderTopColor).catch(() => 'unknown');
    check(accent === 'rgb(122, 31, 92)', `${what}: the theme gives ${accent}`);
    await page.locator('table.pipelines tbody a').first().click();
    await page.waitForURL(/[a-z]-[a-z]*\.html/);
    check((await page.locator('article.finding').count()) > 10, `${what}: a page of the index has no findings`);
    check((await page.locator('.tools').count()) === (alive ? 1 : 0), `${what}: the script is ${alive ? 'not there' : 'there'}`);
    await page.getByRole('link', { name: 'several' }).click();
    check((await rows.count()) === names().length, `${what}: nothing leads back to the index`);
    const told = seen.filter((s) => alive || !/sandbox|script/i.test(s));
    check(told.length === 0, `${what}: the page ${told.join(', ')}`);
    await context.close();
  }
  const desk = await visit(browser, strict.url);
  const cut = await desk.page.evaluate(() => [...document.querySelectorAll('.scroll')].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.scrollWidth - e.clientWidth));
  check(cut.length === 0, `index: tables are ${cut} px too wide for a desk`);
  await desk.context.close();
  await for_everybody(browser, strict.url, 'index');
  const phone = await visit(browser, strict.url, { viewport: { width: 390, height: 844 } });
  await fits_in_width(phone.page, 'index, phone');
  await phone.page.screenshot({ path: path.join(out, 'index-phone.png') });
  await phone.context.close();
  strict.stop();
  mute.stop();
}

// Runs `merlon serve` on a copy of an example, and says where.
async function serve(file, ...more) {
  const child = spawn(merlon, ['serve', file, ...more, '--port', '0', '--today', '2026-11-25'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise((done, fail) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(text);
      if (found && /findings/.test(text)) done(found[0]);
    });
    child.on('exit', (code) => fail(new Error(`merlon serve ended with ${code}: ${text}`)));
  });
  return { child, url, ended: new Promise((done) => child.on('exit', (code, signal) => done(code ?? signal))) };
}

function text_of(url, host) {
  return new Promise((done, fail) => http.get(url, { headers: { Host: host }, agent: false }, (response) => {
    let text = '';
    response.on('data', (data) => (text += data)).on('end', () => done({ status: response.statusCode, text }));
  }).on('error', fail));
}
const status_of = async (url, host) => (await text_of(url, host)).status;

const until = async (what, good) => {
  for (let i = 0; i < 150; ++i) {
    if (await good().catch(() => false)) return check(true, what);
    await new Promise((done) => setTimeout(done, 100));
  }
  check(false, what);
};

async function follows(browser) {
  const file = path.join(out, 'served.toml'), text = fs.readFileSync(example('taxi-trips'), 'utf8');
  fs.writeFileSync(file, text);
  const { child, url, ended } = await serve(file);
  const { page, context, seen } = await visit(browser, url);
  check((await page.locator('article.finding').count()) > 5, 'serve: there are no findings');
  check((await page.locator('.tools').count()) === 1, 'serve: the script of the report does not run');
  fs.writeFileSync(file, text.replace('format = 1', 'format = 1\nfromat = 1'));
  await until('serve: an error does not come into the page', async () => (await page.locator('h1').textContent()) === 'Not analysed');
  const told = await page.locator('pre').textContent();
  check(/error\[E\d+\]/.test(told) && told.includes('^^^') && told.includes('served.toml:'), `serve: the page does not say where it is wrong: ${told}`);
  check((await (await page.request.get(url + 'last.html')).text()).includes('Findings'), 'serve: the last report is not there');
  await for_everybody(browser, url, 'serve-error');
  fs.writeFileSync(file, text);
  await until('serve: the report does not come back', async () => (await page.locator('article.finding').count()) > 5);
  check(seen.length === 0, `serve: the page ${seen.join(', ')}`);
  const port = new URL(url).port;
  check((await status_of(url, `127.0.0.1:${port}`)) === 200 && (await status_of(url, `localhost:${port}`)) === 200, 'serve: this machine is refused');
  check((await status_of(url, `evil.example:${port}`)) === 403, 'serve: a page from elsewhere gets an answer');
  check((await status_of(url + '../../etc/passwd', `127.0.0.1:${port}`)) === 404, 'serve: it gives files');
  child.kill('SIGTERM');
  check((await ended) === 0, 'serve: it does not end well');
  await until('serve: a page does not say that nobody answers it', async () => /does not answer/.test(await page.locator('.banner').textContent({ timeout: 100 })));
  await context.close();
}

// Pages that wait must not keep others from being given; a pack is followed as the description is.
async function many_pages_and_a_pack() {
  const pack = path.join(out, 'served-pack'), file = example('taxi-trips');
  fs.rmSync(pack, { recursive: true, force: true });
  fs.cpSync(path.join(examples, 'out-of-tree-plugin/pack'), pack, { recursive: true });
  const { child, url, ended } = await serve(file, '--pack', pack);
  const host = new URL(url).host, since = (await text_of(url + 'changes?since=none', host)).text;
  const waiting = Array.from({ length: 12 }, () => text_of(`${url}changes?since=${since}`, host));
  const refused = await Promise.race([...waiting.map((w) => w.then((a) => a.status)), new Promise((done) => setTimeout(() => done('nothing'), 5000))]);
  check(refused === 503, `serve: of 12 pages that wait the first is answered with ${refused}`);
  check((await text_of(url, host)).status === 200, 'serve: pages that wait keep others from being given');
  fs.writeFileSync(path.join(pack, 'pack.toml'), 'no = "pack"\n');
  const answers = await Promise.all(waiting);
  check(answers.filter((a) => a.status === 200 && a.text !== since).length === 8, `serve: a pack that changes is told to ${answers.filter((a) => a.status === 200).length} pages, not to 8`);
  check(/INCOMPLETE/.test((await text_of(url, host)).text), 'serve: a pack that is wrong is not told');
  child.kill('SIGTERM');
  check((await ended) === 0, 'serve: with a pack it does not end well');
}

const browser = await launch();
await folder_of_pages(browser);
await follows(browser);
await many_pages_and_a_pack();
await finish(browser, 30, '');
