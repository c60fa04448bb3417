import { decodeUtf8 } from '../bytes/utf8.ts';
import type { ControlString } from '../parser/control-string.ts';
import type { Sequence } from '../parser/sequence.ts';
import { styleFlag } from '../screen/style-table.ts';
import { renditionCodes } from '../render/rendition-codes.ts';
import { cellStyle } from '../screen/cell-style.ts';
import { capability } from './capabilities.ts';
import type { Vt } from './vt.ts';

const DCS = '\u001BP';
const ST = '\u001B\\';
const MOST_CAPABILITIES = 256;

/** Does what a DCS asks for: settings and capabilities are told, sixel pictures are passed over. */
export function dispatchDcs(vt: Vt, string: ControlString, sequence: Sequence): void {
  vt.screen.endText();
  const { intermediate, final, prefix } = sequence;
  if (final === 0x71 && intermediate === 0x24) reportSetting(vt, decodeUtf8(string.bytes));
  else if (final === 0x71 && intermediate === 0x2b) reportCapabilities(vt, string);
  else if (final === 0x51 && intermediate === 0x2b) vt.countUnanswered('XTGETXRES');
  else if (final === 0x40 && startsWith(string, 'kitty-cmd')) vt.countUnanswered('kitty-cmd');
  else if (final === 0x71 && intermediate === 0 && prefix === 0) {
    vt.report({ kind: 'graphics', protocol: 'sixel' });
  }
}

/** An APC: kitty graphics. A question gets a plain no, so that the program goes on without. */
export function dispatchApc(vt: Vt, string: ControlString): void {
  vt.screen.endText();
  const text = decodeUtf8(string.bytes);
  if (!text.startsWith('G')) return;
  vt.report({ kind: 'graphics', protocol: 'kitty' });
  const [control = ''] = text.slice(1).split(';');
  const id = /(?:^|,)i=(\d{1,10})/.exec(control)?.[1];
  if (!/(?:^|,)a=q(?:,|$)/.test(control)) return;
  if (id === undefined) vt.countUnanswered('kitty graphics');
  else {
    vt.reply(`\u001B_Gi=${id};ENOTSUP:stet keeps no pictures${ST}`);
  }
}

function startsWith({ bytes }: ControlString, text: string): boolean {
  return decodeUtf8(bytes.subarray(0, text.length)) === text;
}

/** DECRQSS. */
function reportSetting(vt: Vt, name: string): void {
  const value = settings.get(name)?.(vt);
  vt.reply(value === undefined ? `${DCS}0$r${ST}` : `${DCS}1$r${value}${name}${ST}`);
}

const settings: ReadonlyMap<string, (vt: Vt) => string> = new Map([
  ['m', ({ screen }: Vt) => ['0', ...renditionCodes(cellStyle(screen.pen, undefined))].join(';')],
  ['r', ({ screen }: Vt) => `${screen.top + 1};${screen.bottom + 1}`],
  ['s', ({ screen }: Vt) => `${screen.left + 1};${screen.right + 1}`],
  [' q', ({ look }: Vt) => `${look.blinking ? look.style | 1 : (look.style + 1) & ~1}`],
  ['"q', ({ screen }: Vt) => ((screen.pen.flags & styleFlag.protected) === 0 ? '0' : '1')],
  ['"p', () => '62;1'],
]);

/** XTGETTCAP: names in hex; the answer stops at the first that is not known. */
function reportCapabilities(vt: Vt, string: ControlString): void {
  const names = decodeUtf8(string.bytes).split(';').slice(0, MOST_CAPABILITIES);
  for (const hex of names) {
    const value = capability(fromHex(hex), vt.options.allowsClipboard === true);
    if (value === undefined) vt.reply(`${DCS}0+r${/^[\da-f]*$/i.test(hex) ? hex : ''}${ST}`);
    else vt.reply(`${DCS}1+r${hex}${value === '' ? '' : `=${toHex(value)}`}${ST}`);
  }
}

function fromHex(hex: string): string {
  const bytes = hex.match(/[\da-f]{2}/gi) ?? [];
  return String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16)));
}

function toHex(text: string): string {
  return Array.from(text, (char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
