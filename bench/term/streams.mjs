// Deterministic streams of the kinds that programs write, about `size` bytes each.
import { readFileSync, readdirSync } from 'node:fs';

const CSI = '\u001B[';
const encoder = new TextEncoder();

function repeat(size, write) {
  const parts = [];
  let length = 0;
  for (let at = 0; length < size; at += 1) {
    const part = write(at);
    parts.push(part);
    length += part.length;
  }
  return encoder.encode(parts.join(''));
}

const logs = (at) =>
  `2026-01-02T10:00:${at % 60} INFO [worker-${at % 7}] request id=${at * 7919} path=/api/v1/items/${at} status=200 took=${at % 97}ms\r\n`;
const color = (at) =>
  `${CSI}0m-rw-r--r-- 1 demo demo ${(at * 37) % 100_000} Jan  1 10:${at % 60} ${CSI}01;34mfolder-${at}${CSI}0m  ${CSI}38;5;${at % 256}mfile-${at}.ts${CSI}0m\r\n`;
const screenful = (at) =>
  `${CSI}${1 + (at % 24)};${1 + ((at * 7) % 60)}H${CSI}3${at % 8};4${(at >> 3) % 8}m item ${at} ${CSI}m${CSI}K`;
const agent = (at) => {
  const rows = Array.from(
    { length: 12 },
    (_, row) =>
      `${CSI}${8 + row};1H${CSI}38;2;${(at * 3) % 256};${row * 20};180m│${CSI}39m ${CSI}1mstep ${at}${CSI}22m reading file-${row}.ts ${'·'.repeat((at + row) % 20)}${CSI}K`,
  );
  return `${CSI}?2026h${CSI}?25l${rows.join('')}${CSI}?25h${CSI}?2026l`;
};
const unicode = (at) => `漢字かな交じり文 ${at} émoji 😀🎉 ünïcode — Ελληνικά и русский\r\n`;
const dense = (at) =>
  `${CSI}H${Array.from({ length: 24 }, (_, y) => `${CSI}38;5;${(at + y) % 256};48;5;${(at * 3 + y) % 256}m${String.fromCharCode(65 + ((at + y) % 26)).repeat(80)}`).join('')}`;
const motion = (at) =>
  Array.from(
    { length: 200 },
    (_, n) =>
      `${CSI}${1 + ((at + n * 5) % 24)};${1 + ((n * 11 + at) % 80)}H${String.fromCharCode(97 + (n % 26))}`,
  ).join('');

function recorded(size) {
  const folder = new URL('../../test/term/fixtures/corpora/', import.meta.url);
  const files = readdirSync(folder).filter((name) =>
    /^(?:vim|htop|mc|less|tmux|nano|top|fzf)-80x24/.test(name),
  );
  const once = Buffer.concat(files.map((name) => readFileSync(new URL(name, folder))));
  return new Uint8Array(
    Buffer.concat(Array.from({ length: Math.ceil(size / once.length) }, () => once)),
  );
}

/** The streams by name, made one after the other; `size` is in bytes. */
export function* streams(size) {
  const kinds = [
    ['ascii logs', () => repeat(size, logs)],
    ['colour lists', () => repeat(size, color)],
    ['full-screen updates', () => repeat(size, screenful)],
    ['agent TUI', () => repeat(size, agent)],
    ['vim htop mc less tmux', () => recorded(size)],
    ['dense cells', () => repeat(size, dense)],
    ['cursor motion', () => repeat(size, motion)],
    ['unicode', () => repeat(size, unicode)],
    ['scrolling', () => repeat(size / 4, () => 'y\r\n')],
    ['scroll region', () => encoder.encode(`${CSI}1;23r${CSI}23;1H${'y\r\n'.repeat(size / 12)}`)],
    [
      'scroll region below a header',
      () => encoder.encode(`${CSI}2;23r${CSI}23;1H${'y\r\n'.repeat(size / 12)}`),
    ],
  ];
  for (const [name, make] of kinds) yield [name, make()];
}
