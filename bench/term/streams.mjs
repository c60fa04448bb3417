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

const letter = (at) => String.fromCharCode(65 + (at % 26));
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
const screens = (size, parts, write) =>
  repeat(size, (at) => `${at % parts === 0 ? `${CSI}H` : ''}${write(at, Math.floor(at / parts))}`);
/** Every cell has a rendition of its own. */
const dense = (cell, screen) => {
  const index = screen + (cell % 80) + Math.floor((cell % 1920) / 80);
  return `${CSI}38;5;${(index % 156) + 100};48;5;${255 - (index % 156)};1;3;4m${letter(screen)}`;
};
/** Every word has a rendition of its own. */
const medium = (word, screen) =>
  `${CSI}${word % 2};3${(screen + word) % 8}m${letter(screen + word).repeat(1 + (word % 9))} `;
const rows = (at) =>
  `${CSI}H${Array.from({ length: 24 }, (_, y) => `${CSI}38;5;${(at + y) % 256};48;5;${(at * 3 + y) % 256}m${letter(at + y).repeat(80)}`).join('')}`;
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

const scrolling = (size, margins) =>
  encoder.encode(`${margins}${'y\r\n'.repeat(Math.ceil(size / 12))}`);

const kinds = {
  'ascii logs': (size) => repeat(size, logs),
  seq: (size) => repeat(size, (at) => `${at}\r\n`),
  'colour lists': (size) => repeat(size, color),
  'full-screen updates': (size) => repeat(size, screenful),
  'agent TUI': (size) => repeat(size, agent),
  'vim htop mc less tmux': recorded,
  'dense cells': (size) => screens(size, 80 * 24, dense),
  'medium cells': (size) => screens(size, 80 * 4, medium),
  'coloured rows': (size) => repeat(size, rows),
  'cursor motion': (size) => repeat(size, motion),
  unicode: (size) => repeat(size, unicode),
  scrolling: (size) => scrolling(size, ''),
  'scroll region': (size) => scrolling(size, `${CSI}1;23r${CSI}23;1H`),
  'scroll region below a header': (size) => scrolling(size, `${CSI}2;23r${CSI}23;1H`),
};

/** The names of the streams, the most frequent kinds first. */
export const streamNames = Object.keys(kinds);

/** A stream of about `size` bytes; short lines make a shorter one. */
export function streamOf(name, size) {
  return kinds[name](size);
}
