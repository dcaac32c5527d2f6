// What the script of a report does, in a browser: filter, links, copies, long lists, sorting, the picture.
//
//   node script.mjs MERLON EXAMPLES OUT BIG     from the folder that holds node_modules; pictures are written into OUT
//
// BIG is a description with more findings than are told in full, so that they are rows.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { analyze, check, example, failures, finish, fits_in_width, launch, more, names, no_violation, open, out } from './page.mjs';

// Nothing moves, and what is copied can be read.
async function visit(browser, report, { hash = '', ...options } = {}) {
  const { page, context, seen } = await open(browser, report.url + hash, { reducedMotion: 'reduce', ...options });
  await page.evaluate(() => {
    window.copied = [];
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (t) => void window.copied.push(t) } });
  });
  await settled(page);
  return { page, context, close: async () => (check(seen.length === 0, `${report.name}: the page ${seen.join(', ')}`), context.close()) };
}

// What waits for the next frame or an idle moment is done.
async function settled(page) {
  await page.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r, 60)))));
}

// One look at a report; a control that is missing is a failure, not an end.
async function look(what, report, act) {
  try {
    await act();
  } catch (e) {
    check(false, `${report.name}, ${what}: ${String(e.message).split('\n')[0]}`);
  }
}

const status = (page) => page.locator('#findings .shown').textContent();
const shown = (page) => page.evaluate(() => ({
  findings: [...document.querySelectorAll('#findings article.finding')].filter((e) => e.checkVisibility()).map((e) => e.id.slice(2)),
  undecided: [...document.querySelectorAll('#undecided tbody tr')].filter((e) => e.checkVisibility()).map((e) => e.id.slice(2)),
}));
const same = (a, b) => a.length === b.length && [...a].sort().every((x, i) => x === [...b].sort()[i]);
const level_of = (f) => f.residual.level;

async function filters(browser, report) {
  const { page, close } = await visit(browser, report);
  const { findings, undecided } = report.result;
  await look('search', report, async () => {
    await page.locator('#findings h2').click();
    await page.keyboard.press('/');
    await page.keyboard.type('MODEL evasion');
    const now = await shown(page);
    const wanted = await page.evaluate(() => [...document.querySelectorAll('#findings article.finding')].filter((e) => {
      const text = [...e.children].filter((c) => !c.matches('.how')).map((c) => c.textContent).join(' ').toLowerCase();
      return text.includes('model') && text.includes('evasion');
    }).map((e) => e.id.slice(2)));
    check(same(now.findings, wanted) && wanted.length < findings.length, `${report.name}: a search of two words shows ${now.findings.length} findings, not ${wanted.length}`);
    check((await status(page)).startsWith(`${now.findings.length} of ${findings.length} finding`), `${report.name}: the line says ${await status(page)}`);
    check((await status(page)).includes(`${now.undecided.length} of ${undecided.length} undecided`), `${report.name}: the line says ${await status(page)} of the undecided`);
    check(new URL(page.url()).hash === '#findings?q=MODEL+evasion', `${report.name}: a search is ${page.url()}`);
    check(await page.locator('#undecided .filter-line').isVisible(), `${report.name}: the undecided do not say that they are filtered`);
    await page.fill('#search', '"evasion model" "model');
    check((await shown(page)).findings.length === 0, `${report.name}: what stands in quotes is not one`);
    await page.fill('#search', '"model evasion"');
    const phrase = (await shown(page)).findings;
    check(phrase.every((id) => now.findings.includes(id)) && (phrase.length > 0) === findings.some((f) => f.id.startsWith('model-evasion@')), `${report.name}: a phrase shows ${phrase}`);
    await page.keyboard.press('Escape');
    check((await shown(page)).findings.length === findings.length, `${report.name}: Escape does not clear the search`);
    await page.uncheck('#slash');
    await page.keyboard.press('/');
    check(!(await page.evaluate(() => document.activeElement.id === 'search')), `${report.name}: the key / can't be turned off`);
  });
  await look('levels', report, async () => {
    const chip = page.locator('.chip').filter({ hasText: 'moderate' }).first();
    const both = [...findings.map(level_of), ...undecided.map((u) => u.potential?.level ?? u.potential_level)].filter((l) => l === 'moderate').length;
    check((await chip.textContent()).trim() === `moderate ${both}`, `${report.name}: the chip says ${await chip.textContent()}, not ${both}`);
    await chip.click();
    check(same((await shown(page)).findings, findings.filter((f) => level_of(f) === 'moderate').map((f) => f.id)), `${report.name}: a level shows other findings than those`);
    check((await chip.getAttribute('aria-pressed')) === 'true', `${report.name}: a chosen level is not pressed`);
    await page.locator('.tools button', { hasText: 'Reset' }).click();
  });
  await look('phase', report, async () => {
    const phase = findings[0].phase;
    await page.selectOption('#by-phase', phase);
    const now = await shown(page);
    check(same(now.findings, findings.filter((f) => f.phase === phase).map((f) => f.id)), `${report.name}: ${phase} shows ${now.findings.length} findings`);
    check(same(now.undecided, undecided.filter((u) => u.phase === phase).map((u) => u.id)), `${report.name}: ${phase} shows ${now.undecided.length} undecided`);
    await page.selectOption('#by-phase', '');
    await page.selectOption('#by-decision', 'yes');
    const decided = (await shown(page)).findings.length;
    await page.selectOption('#by-decision', 'no');
    check(decided + (await shown(page)).findings.length === findings.length, `${report.name}: decided and not decided are not all`);
    await page.selectOption('#by-decision', '');
  });
  await look('order', report, async () => {
    await page.selectOption('#by-sort', 'element');
    const subjects = (await shown(page)).findings.map((id) => id.slice(id.indexOf('@') + 1));
    const sorted = [...subjects].sort(new Intl.Collator('en', { numeric: true }).compare);
    check(subjects.join() === sorted.join(), `${report.name}: findings are not in the order of their elements`);
    await page.selectOption('#by-sort', '');
    check((await shown(page)).findings.join() === findings.map((f) => f.id).join(), `${report.name}: findings do not come back in their order`);
  });
  await close();
}

async function addresses(browser, report) {
  const { findings } = report.result;
  const level = level_of(findings[0]), wanted = findings.filter((f) => level_of(f) === level).map((f) => f.id);
  for (const hash of [`#findings?level=${level}`, `#findings?level=${level},none-such&phase=none&sort=%00&decision=perhaps&x=%E0%A4%A`]) {
    const { page, close } = await visit(browser, report, { hash });
    check(same((await shown(page)).findings, wanted), `${report.name}: ${hash} shows ${(await shown(page)).findings.length} findings, not ${wanted.length}`);
    await close();
  }
  const { page, close } = await visit(browser, report, { hash: '#%E0%A4%A' });
  await look('hash', report, async () => {
    check((await shown(page)).findings.length === findings.length, `${report.name}: an address that is none hides something`);
    await page.evaluate((l) => (location.hash = `#findings?level=${l}`), level);
    await settled(page);
    check(same((await shown(page)).findings, wanted), `${report.name}: a new address does not filter`);
    await page.locator('.tools button', { hasText: 'Copy link' }).click();
    const copied = await page.evaluate(() => window.copied.at(-1));
    check(copied === `${report.url}#findings?level=${level}`, `${report.name}: the copied link is ${copied}`);
  });
  await close();
}

// Is it in view, below what sticks to the top, and does it have the focus?
const reached = (page, id) => page.evaluate((id) => {
  const e = document.getElementById(id), box = e?.getBoundingClientRect();
  return !!box && box.height > 0 && box.top > 0 && box.top < innerHeight && (document.activeElement === e || e.contains(document.activeElement));
}, id);

async function links(browser, report) {
  const { findings, undecided } = report.result;
  const goals = [`f-${findings.at(-1).id}`, ...undecided.slice(-1).map((u) => `u-${u.id}`), `t-${findings.at(-1).threat ?? findings.at(-1).id.split('@')[0]}`];
  for (const id of goals) {
    const { page, close } = await visit(browser, report, { hash: '#' + id });
    check(await reached(page, id), `${report.name}: an address does not lead to ${id}`);
    await close();
  }
  const { page, close } = await visit(browser, report);
  await look('links', report, async () => {
    for (const id of goals.slice(0, 2)) {
      await page.fill('#search', 'nothing has these words');
      check(!(await page.locator(`[id="${id}"]`).isVisible()), `${report.name}: ${id} is not filtered out`);
      await page.evaluate((id) => {
        const a = Object.assign(document.createElement('a'), { href: '#' + id, textContent: 'there', id: 'there' });
        document.querySelector('h1').after(a);
      }, id);
      await page.click('#there');
      await settled(page);
      check(await reached(page, id), `${report.name}: a link does not show ${id}, which was filtered out`);
      check((await page.locator('main > p[role=status]').textContent()).includes('filter is cleared'), `${report.name}: nobody is told that the filter is cleared`);
      await page.evaluate(() => document.querySelector('#there').remove());
    }
    const threat = page.locator('#findings h3 a').first();
    const id = decodeURIComponent((await threat.getAttribute('href')).slice(1));
    for (let again = 0; again < 2; ++again) {
      await threat.click();
      await settled(page);
      check((await reached(page, id)) && (await page.locator(`[id="${id}"]`).evaluate((e) => e.open)), `${report.name}: a link does not open ${id}`);
      await page.locator(`[id="${id}"]`).evaluate((e) => (e.open = false));
    }
  });
  await close();
}

async function copies(browser, report) {
  const { page, close } = await visit(browser, report);
  const { findings, undecided } = report.result;
  await look('copies', report, async () => {
    await page.locator('.tools button', { hasText: 'Copy as Markdown' }).click();
    const text = await page.evaluate(() => window.copied.at(-1));
    const rows = text.split('\n').filter((l) => l.startsWith('| ') && !/^\| (level|up to) /.test(l));
    check(rows.length === findings.length + undecided.length, `${report.name}: Markdown has ${rows.length} rows`);
    check(rows.every((l) => l.split('|').length === 6), `${report.name}: a text ends a cell of Markdown`);
    check(!/[<>\[\]\\]|https?:|www\.|(^|[^`\w.-])@\w/i.test(text.replace(/`[a-z0-9\-.@]+`/g, '')), `${report.name}: a text is markup in Markdown`);
    const first = page.locator('.finding').first();
    const link = first.locator('button', { hasText: 'Copy link' });
    check((await link.getAttribute('aria-label')).startsWith('Copy link to '), `${report.name}: the name of a button does not say what it copies`);
    await link.click();
    check((await page.evaluate(() => window.copied.at(-1))).endsWith('#f-' + encodeURI(findings[0].id)), `${report.name}: the link of a finding leads elsewhere`);
    await first.locator('button', { hasText: 'Copy as Markdown' }).click();
    check((await page.evaluate(() => window.copied.at(-1))).startsWith('**'), `${report.name}: a finding is no Markdown`);
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error());
      document.execCommand = () => false;
    });
    await link.click();
    const field = page.locator('textarea.by-hand');
    check((await field.inputValue()).includes('#f-'), `${report.name}: without a clipboard there is nothing to copy by hand`);
    await page.keyboard.press('Escape');
    check((await field.count()) === 0 && (await link.evaluate((e) => e === document.activeElement)), `${report.name}: Escape does not close the field`);
  });
  await look('details', report, async () => {
    await page.locator('.tools button', { hasText: 'Expand all' }).click();
    check(await page.evaluate(() => [...document.querySelectorAll('.finding details')].every((d) => d.open)), `${report.name}: not all details are open`);
    await page.locator('.tools button', { hasText: 'Collapse all' }).click();
    check(await page.evaluate(() => [...document.querySelectorAll('.finding details')].every((d) => !d.open)), `${report.name}: not all details are closed`);
  });
  await close();
}

const column = (table, i) => table.evaluate((t, i) => [...t.tBodies[0].rows].map((r) => r.cells[i].innerText.replace(/\s+/g, ' ').trim()), i);

async function sorting(browser, report) {
  const { page, close } = await visit(browser, report);
  for (const [selector, i, of] of [['table.questions', 1, Number], ['table.undecided', 0, (t) => Number(t.split(' ').at(-1))], ['table.plan', 3, Number], ['table.required', 4, Number]]) {
    await look(`sorting ${selector}`, report, async () => {
      const table = page.locator(selector).first();
      if ((await table.locator('tbody tr').count()) < 2) return;
      const head = table.locator('thead th').nth(i), before = (await column(table, i)).join();
      const turns = [], caption = await table.locator('caption').textContent();
      for (let turn = 0; turn < 3; ++turn) {
        await head.locator('button').click();
        turns.push([await head.getAttribute('aria-sort'), await column(table, i), await table.locator('caption').textContent()]);
      }
      const rising = (list) => list.every((v, k) => k === 0 || of(list[k - 1]) <= of(v));
      check((await table.locator('caption').textContent()) === caption, `${report.name}: the caption of ${selector} is still ${await table.locator('caption').textContent()}`);
      check(turns[0][2] === `${caption}; now by ${(await head.innerText()).trim().toLowerCase()}, descending`, `${report.name}: the caption of a sorted ${selector} is ${turns[0][2]}`);
      check(turns[0][0] === 'descending' && rising([...turns[0][1]].reverse()), `${report.name}: ${selector} is ${turns[0][0]}, by ${turns[0][1].slice(0, 9)}`);
      check(turns[1][0] === 'ascending' && rising(turns[1][1]), `${report.name}: ${selector} is ${turns[1][0]}, by ${turns[1][1].slice(0, 9)}`);
      check(turns[2][0] === null && turns[2][1].join() === before, `${report.name}: ${selector} does not come back to its order`);
    });
  }
  await close();
}

const marked = (page, kind) => page.evaluate((kind) => [...document.querySelectorAll('g.flow.' + kind)].map((g) => `${g.dataset.from} ${g.dataset.to}`), kind);

async function picture(browser, report) {
  const { page, close } = await visit(browser, report);
  const { findings, undecided } = report.result;
  const flows = await page.evaluate(() => [...document.querySelectorAll('g.flow')].map((g) => [g.dataset.from, g.dataset.to]));
  const ids = await page.evaluate(() => [...document.querySelectorAll('g.node[id]')].map((g) => g.id));
  const below = (id) => {
    const seen = new Set();
    for (const todo = [id]; todo.length;) for (const [a, b] of flows.filter(([a]) => a === todo[0]).concat([todo.splice(0, 1)]).slice(0, -1)) if (b !== id && !seen.has(b)) seen.add(b), todo.push(b);
    return seen;
  };
  await look('picture', report, async () => {
    check(await page.evaluate(() => [...document.querySelectorAll('g.node[id]')].every((g) => g.querySelector('a[href]')?.querySelector('title')?.textContent)), `${report.name}: a node takes no focus, or has no name`);
    for (const id of ids) {
      const name = id.slice(2);
      await page.locator(`[id="${id}"] a`).focus();
      await page.keyboard.press('Enter');
      const state = await page.evaluate((id) => ({
        heading: document.querySelector('.chosen h3')?.textContent,
        self: [...document.querySelectorAll('.node.self')].map((g) => g.id),
        down: [...document.querySelectorAll('.node.down')].map((g) => g.id),
        links: [...document.querySelectorAll('.parts a')].map((a) => decodeURIComponent(a.getAttribute('href').slice(1))),
      }), id);
      const mine = findings.filter((f) => f.id.endsWith('@' + name)), open = undecided.filter((u) => u.id.endsWith('@' + name));
      check(decodeURIComponent(new URL(page.url()).hash) === '#' + id, `${report.name}: ${id} is selected as ${page.url()}`);
      check(state.heading === name && state.self.join() === id, `${report.name}: ${id} is told as ${state.heading}`);
      check(same(state.down, [...below(id)]), `${report.name}: from ${id} the picture reaches ${state.down}, not ${[...below(id)]}`);
      const first = (list, prefix) => list.slice(0, 8).every((x) => state.links.includes(prefix + x.id));
      check(first(mine, 'f-') && first(open, 'u-'), `${report.name}: the panel of ${id} leaves out findings`);
    }
    check((await marked(page, 'way')).length + (await marked(page, 'down')).length > 0 || flows.length < 3, `${report.name}: no flow is marked`);
    await page.keyboard.press('Enter');
    check(await page.evaluate(() => document.activeElement.matches('.chosen')), `${report.name}: Enter on what is selected does not go to the panel`);
    await page.keyboard.press('Escape');
    check((await page.locator('.chosen').isHidden()) && (await page.locator('.node.self, .dim').count()) === 0, `${report.name}: Escape does not clear the picture`);
    check(await page.evaluate(() => !!document.activeElement.closest('g.node')), `${report.name}: the focus is lost when the panel goes`);
    await page.locator(`#findings article code a[href^="#n-"]`).first().click();
    await settled(page);
    check((await page.locator('.node.self').count()) === 1 && (await page.locator('.chosen').isVisible()), `${report.name}: the link of an element does not select it`);
    await page.goBack();
    await settled(page);
  });
  await look('stories', report, async () => {
    const story = page.locator('#stories li[data-state=open]').first();
    if ((await story.count()) === 0) return;
    const way = await story.locator('.way a').evaluateAll((list) => list.map((a) => decodeURIComponent(a.getAttribute('href').slice(1))));
    await story.locator('button', { hasText: 'Show in the picture' }).click();
    await settled(page);
    const wanted = way.slice(1).flatMap((to, i) => {
      const along = flows.filter(([a, b]) => a === way[i] && b === to);
      return (along.length ? along : flows.filter(([a, b]) => a === to && b === way[i])).map((f) => f.join(' '));
    });
    const on = await page.evaluate(() => [...document.querySelectorAll('g.node.way')].map((g) => g.id));
    check(same(on, [...new Set(way)]), `${report.name}: a story is shown at ${on}, not ${way}`);
    check(same(await marked(page, 'way'), wanted) && (wanted.length > 0 || way.length < 2), `${report.name}: a story is shown as ${await marked(page, 'way')}, not ${wanted}`);
    await page.locator('.chosen button', { hasText: 'Clear' }).click();
    await page.goto(`${report.url}#${encodeURIComponent(way.at(-1))}`);
    await settled(page);
    const one = page.locator('.chosen button', { hasText: 'Show only this way' }).first();
    const all = (await marked(page, 'way')).length;
    await one.click();
    const only = (await marked(page, 'way')).length;
    check((await one.getAttribute('aria-pressed')) === 'true' && (only > 0 || all === 0) && only <= all, `${report.name}: one way of ${all} flows has ${only}`);
  });
  await close();
}

// Every state that the script makes: nobody is shut out, nothing is too wide.
async function states(browser, report, schemes = 4) {
  const make = {   // what is done, and where it is seen
    filtered: ['#findings, #undecided', async (page) => (await page.fill('#search', 'model'), page.locator('.chip').first().click())],
    nothing: ['#findings, #undecided', (page) => page.fill('#search', 'nothing has these words')],
    selected: ['#picture', async (page) => (await page.locator('g.node.high a, g.node.moderate a, g.node a').first().press('Enter'), page.locator('g.node a').nth(1).hover())],
    story: ['#picture', (page) => page.locator('#stories button', { hasText: 'Show in the picture' }).first().click()],
    sorted: ['#questions', (page) => page.locator('table.questions thead button').first().click()],
    by_hand: ['.tools', async (page) => {
      await page.evaluate(() => ((navigator.clipboard.writeText = () => Promise.reject(new Error())), (document.execCommand = () => false)));
      await page.locator('.tools button', { hasText: 'Copy link' }).click();
    }],
  };
  for (const [name, options] of [['light', {}], ['dark', { colorScheme: 'dark' }], ['phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }], ['forced', { forcedColors: 'active' }]].slice(0, schemes)) {
    const context = { ...options, bypassCSP: true };
    for (const [state, [where, act]] of Object.entries(make)) {
      const { page, close } = await visit(browser, report, context);
      await look(`${state}, ${name}`, report, async () => {
        await act(page);
        await settled(page);
        await page.screenshot({ path: path.join(out, `${report.name}-${state}-${name}.png`) });
        await fits_in_width(page, `${report.name}, ${state}, ${name}`);
        if (name !== 'forced') await no_violation(page, `${report.name}, ${state}, ${name}`, where);
      });
      await close();
    }
  }
}

// Whoever loads a page again, or comes back to it, is where they were: what is at the top of the window stays there.
async function stays(browser, report) {
  const { page, close } = await visit(browser, report);
  const at_top = () => page.evaluate(() => document.elementFromPoint(300, 300)?.closest('[id]')?.id + ' ' + Math.round(scrollY));
  await look('place', report, async () => {
    for (const part of [0.3, 0.7]) {
      await page.evaluate((part) => {
        for (const section of document.querySelectorAll('main > section')) section.classList.add('laid');
        scrollTo(0, document.documentElement.scrollHeight * part);
      }, part);
      await settled(page);
      const before = await at_top();
      await page.reload();
      await settled(page);
      check((await at_top()) === before, `${report.name}: loaded again it is at ${await at_top()}, not at ${before}`);
      await page.goto('about:blank');
      await page.goBack();
      await settled(page);
      check((await at_top()) === before, `${report.name}: come back it is at ${await at_top()}, not at ${before}`);
    }
  });
  await close();
}

// The first screen does not wait for what is below; that follows without being asked.
async function laid(browser, report) {
  const { page, close } = await visit(browser, report);
  await look('layout', report, async () => {
    const left = await page.evaluate(async () => {
      const waiting = () => document.querySelectorAll('main > section:not(.laid)').length;
      for (let i = 0; i < 100 && waiting() > 0; ++i) await new Promise((r) => setTimeout(r, 50));
      return waiting();
    });
    check(left === 0, `${report.name}: ${left} sections are never laid out`);
  });
  await close();
}

async function printed(browser, report) {
  const { page, close } = await visit(browser, report);
  await look('print', report, async () => {
    await page.fill('#search', 'model');
    await page.emulateMedia({ media: 'print' });
    for (const section of ['#findings', '#undecided']) {
      const line = page.locator(`${section} .filter-line`);
      check((await line.isVisible()) && (await line.textContent()).includes('model'), `${report.name}: in print ${section} does not say how it is filtered`);
    }
    check(await page.locator('.tools').isHidden(), `${report.name}: tools are printed`);
  });
  await close();
}

// Pages that lack what the script looks for: what is left works.
async function odd(browser, report) {
  const kHashes = ['#n-none', '#f-none@such', '#findings?q=a'];
  let turn = 0;
  const cuts = {
    'no findings': ['#findings > article, #findings > .scroll', async (p) => check((await p.locator('#search').count()) === 1, 'without findings the undecided are not filtered')],
    'no verdicts': ['#findings article, #undecided tr', async (p) => check((await p.locator('.tools').count()) === 0, 'with nothing to filter there are tools')],
    'no undecided': ['#undecided', async (p) => (await p.fill('#search', 'zzz'), check((await shown(p)).findings.length === 0, 'without undecided the search fails'))],
    'no section of findings': ['#findings', async (p) => (await p.locator('g.node a').first().press('Enter'), check(await p.locator('.chosen').isVisible(), 'without findings the picture fails'))],
    'no picture': ['#picture', async (p) => (await p.fill('#search', 'zzz'), check((await shown(p)).findings.length === 0, 'without a picture the search fails'))],
    'a collapsed picture': ['g.node > *', async (p) => (await p.fill('#search', 'zzz'), check((await shown(p)).findings.length === 0, 'with an odd picture the search fails'))],
    'no tables': ['table', async (p) => (await p.fill('#search', 'zzz'), check((await shown(p)).findings.length === 0, 'without tables the search fails'))],
    'nothing': ['body > :not(script)', async () => check(true, '')],
  };
  for (const [what, [cut, act]] of Object.entries(cuts)) {
    const file = path.join(out, 'odd.html'), context = await browser.newContext({ javaScriptEnabled: false }), scratch = await context.newPage();
    await scratch.goto(report.url);
    await scratch.evaluate((cut) => document.querySelectorAll(cut).forEach((e) => e.remove()), cut);
    fs.writeFileSync(file, '<!doctype html>' + (await scratch.evaluate(() => document.documentElement.outerHTML)));
    await context.close();
    for (const hash of ['', kHashes[turn++ % kHashes.length]]) {
      const { page, close } = await visit(browser, { name: what, url: pathToFileURL(file).href }, { hash });
      await look('odd', { name: what }, () => act(page));
      await close();
    }
  }
}

// Rows by the thousand.
async function many(browser, report) {
  const started = Date.now();
  const { page, close } = await visit(browser, report);
  const loaded = Date.now() - started, table = page.locator('#findings table.rows');
  const rows = () => table.evaluate((t) => [...t.tBodies[0].rows].filter((r) => r.id).length);
  const total = () => table.evaluate((t) => Number(t.getAttribute('aria-rowcount')) - 1);
  // Is the viewport full of rows, where the table is, and do they follow each other?
  const sound = () => page.evaluate(() => {
    const t = document.querySelector('#findings table.rows'), box = t.tBodies[0].getBoundingClientRect();
    const list = [...t.tBodies[0].rows].filter((r) => { const b = r.getBoundingClientRect(); return b.bottom > 0 && b.top < innerHeight; });
    const place = list.filter((r) => r.id).map((r) => Number(r.getAttribute('aria-rowindex')));
    return (box.bottom <= 0 || box.top >= innerHeight || list.length > 0) && list.every((r) => r.id) && place.every((n, i) => i === 0 || n === place[i - 1] + 1);
  });
  let measured = '';
  await look('rows', report, async () => {
    const n = await total();
    check(n > 500 && (await rows()) < 200, `${report.name}: of ${n} rows ${await rows()} are in the page`);
    await page.locator('#search').focus();
    const times = await page.evaluate(async () => {
      const field = document.querySelector('#search'), times = {};
      for (let round = 0; round < 6; ++round) {
        for (const q of ['t', 'tr', 'tra', 'train', 'train m', 'zzzz', '']) {
          await new Promise((r) => requestAnimationFrame(() => setTimeout(r)));
          field.value = q;
          const begin = performance.now();
          field.dispatchEvent(new Event('input'));
          if (round > 0) (times[q] ??= []).push(performance.now() - begin);
        }
      }
      return times;
    });
    const every = Object.values(times).flat().sort((a, b) => a - b);
    measured = `${n} rows: loaded in ${loaded} ms, filter ${every[every.length >> 1].toFixed(1)} ms in the middle, ${every.at(-1).toFixed(1)} ms at most`;
    await page.fill('#search', 'zzzz has nobody');
    check((await total()) === 0 && (await rows()) === 0, `${report.name}: nothing is ${await rows()} rows`);
    await page.fill('#search', '');
    check((await total()) === n, `${report.name}: ${await total()} rows come back`);
  });
  await look('scrolling', report, async () => {
    await page.locator('#findings h2').evaluate((e) => e.scrollIntoView());
    await page.locator('body').press('PageDown');
    let bad = 0, frames = [];
    for (let i = 0; i < 40; ++i) {
      const took = await page.evaluate(() => new Promise((r) => {
        const begin = performance.now();
        scrollBy({ top: innerHeight * 0.8 });
        requestAnimationFrame(() => setTimeout(() => r(performance.now() - begin)));
      }));
      frames.push(took);
      if (!(await sound())) ++bad;
    }
    frames.sort((a, b) => a - b);
    measured += `, a screen further ${frames[20].toFixed(1)} ms in the middle`;
    check(bad === 0, `${report.name}: ${bad} of 40 screens have gaps`);
    // Into rows that nobody has measured, from below: what is seen stays where it is.
    await page.evaluate(() => { const t = document.querySelector('#findings table.rows').getBoundingClientRect(); scrollBy({ top: t.top + t.height * 0.7 }); });
    await settled(page);
    let jumps = 0;
    for (let i = 0; i < 30; ++i) {
      jumps += await page.evaluate(() => new Promise((r) => {
        const row = [...document.querySelectorAll('#findings table.rows tbody tr[id]')].find((e) => e.getBoundingClientRect().top > 80);
        const before = row.getBoundingClientRect().top;
        scrollBy({ top: -300 });
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => r(Math.abs(row.getBoundingClientRect().top - before - 300) > 2 ? 1 : 0))));
      }));
      if (!(await sound())) ++bad;
    }
    check(jumps === 0 && bad === 0, `${report.name}: going up, ${jumps} of 30 steps jump and ${bad} have gaps`);
    await page.evaluate(() => scrollTo({ top: 0 }));
    await settled(page);
    check((await rows()) < 200, `${report.name}: after scrolling ${await rows()} rows are in the page`);
  });
  await look('keys', report, async () => {
    await page.locator('.tools button', { hasText: 'Copy as Markdown' }).focus();
    let inside = 0, seen = 0;
    for (let i = 0; i < 60; ++i) {
      await page.keyboard.press('Tab');
      await settled(page);
      const at = await page.evaluate(() => { const e = document.activeElement, b = e.getBoundingClientRect(); return [!!e.closest('table.rows tbody tr'), e.matches('.scroll') || (b.top >= 0 && b.bottom <= innerHeight + 1)]; });
      inside += at[0] ? 1 : 0;
      seen += at[1] ? 1 : 0;
    }
    check(inside >= 50 && seen === 60, `${report.name}: of 60 steps of the Tab key ${inside} are in the table and ${seen} in view`);
    check(await sound(), `${report.name}: the window does not follow the Tab key`);
  });
  await look('links to rows', report, async () => {
    const id = await page.evaluate(async () => {
      const t = document.querySelector('#findings table.rows').getBoundingClientRect();
      scrollBy({ top: t.top + t.height * 0.43 });
      await new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)));
      const id = [...document.querySelectorAll('#findings table.rows tbody tr[id]')].find((e) => e.getBoundingClientRect().top > 100).id;
      scrollTo({ top: 0 });
      return id;
    });
    await settled(page);
    check((await page.locator(`[id="${id}"]`).count()) === 0, `${report.name}: ${id} is still in the page`);
    await page.evaluate((id) => (location.hash = '#' + id), id);
    await settled(page);
    check(await reached(page, id), `${report.name}: an address does not lead to ${id}`);
    const again = await visit(browser, report, { hash: '#' + id });
    check(await reached(again.page, id), `${report.name}: a page that opens at ${id} does not show it`);
    await again.close();
  });
  await look('print', report, async () => {
    const n = await total();
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    check((await rows()) === n, `${report.name}: ${await rows()} of ${n} rows are printed`);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    check((await rows()) < 200, `${report.name}: after printing ${await rows()} rows are in the page`);
  });
  await page.locator('#findings h2').evaluate((e) => e.scrollIntoView());
  await page.screenshot({ path: path.join(out, `${report.name}-rows.png`) });
  await close();
  return measured;
}

// Can the checks fail?  The same page without its script has none of this.
async function self_test(browser, report) {
  const file = path.join(out, 'without.html');
  fs.writeFileSync(file, fs.readFileSync(new URL(report.url), 'utf8').replace(/<script>[^]*?<\/script>/g, ''));
  const bare = { ...report, name: 'without', url: pathToFileURL(file).href };
  for (const [what, looks, wanted] of [['filters', filters, 4], ['addresses', addresses, 3], ['links', links, 3], ['copies', copies, 2], ['sorting', sorting, 4], ['picture', picture, 2], ['states', (b, r) => states(b, r, 1), 5], ['layout', laid, 1], ['print', printed, 1], ['rows', many, 5]]) {
    const found = await failures(() => looks(browser, bare));
    check(found >= wanted, `of a page without a script ${what} find ${found} failures, not ${wanted}`);
  }
}

const browser = await launch();
const reports = names().map((name) => analyze(example(name), name));
await self_test(browser, reports[0]);
// The picture and what is filtered depend on the report; the rest is the same on each.
for (const [i, report] of reports.entries()) {
  for (const looks of i === 0 ? [filters, addresses, links, copies, sorting, picture, stays, laid, printed] : [filters, picture]) await looks(browser, report);
}
await states(browser, reports[0]);
await odd(browser, reports[0]);
const measured = await many(browser, analyze(more[0], 'big'));
await finish(browser, 100, `${reports.length} reports, ${measured}; `);
