// How large reports are, and how fast a browser is with them.  Nothing is asserted: what a machine takes is measured.
//
//   node bench.mjs MERLON FILE...     from the folder that holds node_modules; FILE: a description
//
// Prints the first paint of an empty page, and a table of medians over seven loads: bytes of the page, first paint, until the script has set up its tools, from a
// key to the filtered list, and from a scroll of one screen to its frame.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const kRounds = 7;
const [merlon, ...files] = process.argv.slice(2);
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

async function load(browser, url) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', bypassCSP: true })).newPage();
  await page.goto(url);
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    ready: performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
  }));
  return { page, times };
}

async function filter(page) {
  return page.evaluate(async () => {
    const field = document.querySelector('#search'), times = [];
    for (const q of ['m', 'mo', 'mod', 'mode', 'model', 'model 4', 'zzz', '']) {
      await new Promise((r) => requestAnimationFrame(() => setTimeout(r)));
      field.value = q;
      const begin = performance.now();
      field.dispatchEvent(new Event('input'));
      times.push(performance.now() - begin);
    }
    return times;
  });
}

async function scroll(page) {
  return page.evaluate(async () => {
    const times = [];
    document.querySelector('#findings h2').scrollIntoView();
    for (let i = 0; i < 20; ++i) {
      const begin = performance.now();
      scrollBy({ top: innerHeight * 0.8 });
      await new Promise((r) => requestAnimationFrame(() => setTimeout(r)));
      times.push(performance.now() - begin);
    }
    return times;
  });
}

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => fs.existsSync(p));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'merlon-bench-'));
const empty = path.join(folder, 'empty.html'), bare = [];
fs.writeFileSync(empty, '<!doctype html><title>empty</title><p>empty');
for (let round = 0; round < kRounds; ++round) {
  const { page, times } = await load(browser, pathToFileURL(empty).href);
  bare.push(times.paint);
  await page.context().close();
}
console.log(`An empty page: first paint ${median(bare).toFixed(1)} ms\n`);
console.log('| file | findings | page | first paint | ready | filter, median | filter, most | a screen further |\n|---|---|---|---|---|---|---|---|');
for (const file of files) {
  const html = path.join(folder, 'report.html'), json = path.join(folder, 'report.json');
  execFileSync(merlon, ['analyze', file, '-q', '--today', '2026-11-25', '--html', html, '--json', json]);
  const findings = JSON.parse(fs.readFileSync(json, 'utf8')).findings.length, url = pathToFileURL(html).href;
  const paint = [], ready = [], filtered = [], scrolled = [];
  for (let round = 0; round < kRounds; ++round) {
    const { page, times } = await load(browser, url);
    paint.push(times.paint);
    ready.push(times.ready);
    filtered.push(...(await filter(page)));
    scrolled.push(...(await scroll(page)));
    await page.context().close();
  }
  const ms = (value) => `${value.toFixed(1)} ms`;
  console.log(`| ${path.basename(file)} | ${findings} | ${(fs.statSync(html).size / 1e6).toFixed(2)} MB | ${ms(median(paint))} | ${ms(median(ready))} | ${ms(median(filtered))} | ${ms(Math.max(...filtered))} | ${ms(median(scrolled))} |`);
}
fs.rmSync(folder, { recursive: true });
await browser.close();
