// The script and the style sheet of reports, each as one file.  What comes out is checked in, so that nobody needs npm to build.
//
//   node bundle.mjs ASSETS OUT        writes report.js and report.css into OUT; from a folder that holds node_modules
//   node bundle.mjs ASSETS --check    compares them with those in ASSETS, and checks the types
//
// Exit: 0 all is well, 1 something is not, and it is told.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [assets, out] = process.argv.slice(2);
if (!assets || !out) {
  console.log('usage: node bundle.mjs ASSETS OUT, or node bundle.mjs ASSETS --check');
  process.exit(1);
}
const require = createRequire(path.join(process.cwd(), 'package.json'));
const esbuild = require('esbuild');
const kSheets = ['page.css', 'tools.css'];   // in this order: tools refine the page

function asset(...names) {
  return path.resolve(assets, ...names);
}

const kSame = { absWorkingDir: asset(), bundle: true, minify: true, charset: 'ascii', legalComments: 'none', write: false, logLevel: 'error' };

async function script() {
  const built = await esbuild.build({ ...kSame, entryPoints: [asset('script', 'main.ts')], format: 'iife', target: 'es2020', tsconfigRaw: '{}' });
  return built.outputFiles[0].text;
}

async function style() {
  const contents = kSheets.map((name) => fs.readFileSync(asset('style', name), 'utf8')).join('\n');
  const built = await esbuild.build({ ...kSame, stdin: { contents, loader: 'css', resolveDir: asset('style') } });
  return built.outputFiles[0].text;
}

// What the page can't take: other bytes than ASCII, and what would end the element that holds it.
function unfit(text, most) {
  if (Buffer.byteLength(text) > most) return `has ${Buffer.byteLength(text)} bytes, more than ${most}`;
  if (/[^\n\x20-\x7e]/.test(text)) return 'has bytes that are no printable ASCII';
  if (/<\/(script|style)|<!--/i.test(text)) return 'would end the element that holds it';
  return text.endsWith('\n') ? '' : 'does not end with a line feed';
}

function wrong_types() {
  try {
    execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '--noEmit', '--strict', '-p', asset('script')], { encoding: 'utf8' });
    return '';
  } catch (e) {
    return `the types do not hold:\n${e.stdout}`;
  }
}

const made = [
  ['report.js', await script(), 46_080],
  ['report.css', await style(), 20_480],
];
const wrong = made.map(([name, text, most]) => [name, unfit(text, most)]).filter(([, why]) => why).map((pair) => pair.join(' '));
if (out === '--check') {
  const types = wrong_types();
  if (types) wrong.push(types);
  for (const [name, text] of made) {
    const checked_in = fs.existsSync(asset(name)) ? fs.readFileSync(asset(name), 'utf8') : '';
    if (checked_in !== text) wrong.push(`${name} is not what its sources make; to mend it, in tests/browser: npm ci --ignore-scripts && node bundle.mjs ../../core/report/assets ../../core/report/assets`);
  }
} else {
  fs.mkdirSync(out, { recursive: true });
  for (const [name, text] of made) fs.writeFileSync(path.join(out, name), text);
}
for (const line of wrong) console.log(line);
console.log(made.map(([name, text]) => `${name} ${Buffer.byteLength(text)} bytes`).join(', '));
process.exit(wrong.length === 0 ? 0 : 1);
