import { decodeUtf8 } from '../bytes/utf8.ts';
import type { ControlString } from '../parser/control-string.ts';
import type { OscCommand } from './osc-command.ts';
import { changeIndexedColors, changeSpecialColors, resetColors } from './osc-colors.ts';
import { announceDirectory, markPrompt, readITerm, readVsCode } from './osc-shell.ts';
import type { Vt } from './vt.ts';

const LONGEST_LINK = 4096;
const ST = '\u001B\\';

/** Does what an OSC asks for. Unknown ones do nothing; one that was too long is dropped. */
export function dispatchOsc(vt: Vt, string: ControlString): void {
  vt.screen.endText();
  if (string.isCut) return;
  const body = decodeUtf8(string.bytes.filter((byte) => byte >= 0x20 && byte !== 0x7f));
  const [, digits, text = ''] = /^(\d+)(?:;(.*))?$/s.exec(body) ?? [];
  if (digits === undefined) return;
  const number = Number(digits);
  (handlers.get(number) ?? countQuery)(vt, {
    number,
    text,
    end: string.isBelEnded ? '\u0007' : ST,
  });
}

const specialColors = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19];

type Handler = (vt: Vt, command: OscCommand) => void;

const handlers: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [0, setTitles],
  [1, (vt, { text }) => vt.titles.setIcon(text)],
  [2, setTitles],
  [4, changeIndexedColors],
  [7, (vt, { text }) => announceDirectory(vt, text)],
  [8, setLink],
  [9, readConEmu],
  ...specialColors.map((number) => [number, changeSpecialColors] as const),
  [52, useClipboard],
  [99, readKittyNotification],
  [104, resetColors],
  ...specialColors.map((number) => [number + 100, resetColors] as const),
  [133, markPrompt],
  [633, readVsCode],
  [777, readRxvtNotification],
  [1337, readITerm],
]);

function setTitles(vt: Vt, { number, text }: OscCommand): void {
  if (number === 0) vt.titles.setIcon(text);
  vt.titles.setWindow(text);
  vt.report({ kind: 'title', title: vt.titles.window });
}

/** OSC 8: "parameters;uri"; an empty URI ends the link. */
function setLink({ screen }: Vt, { text }: OscCommand): void {
  const at = text.indexOf(';');
  if (at < 0 || text.length > LONGEST_LINK) return;
  const uri = text.slice(at + 1);
  const id = /(?:^|:)id=([^:]*)/.exec(text.slice(0, at))?.[1] ?? '';
  screen.pen.link = uri === '' ? 0 : screen.links.intern({ uri, id });
  screen.pen.changed();
}

/** OSC 9: a notification of iTerm2, or with a number one of ConEmu's commands. */
function readConEmu(vt: Vt, { text }: OscCommand): void {
  const progress = /^4;([0-4])(?:;(\d{1,3}))?;?$/.exec(text);
  if (progress !== null) {
    const percent = Math.min(100, Number(progress[2] ?? 0));
    vt.report({ kind: 'progress', state: Number(progress[1]), percent });
  } else if (text.startsWith('9;')) {
    announceDirectory(vt, text.slice(2).replace(/^"(.*)"$/, '$1'));
  } else if (!/^\d+(?:;|$)/.test(text)) vt.report({ kind: 'notification', title: '', body: text });
}

function readRxvtNotification(vt: Vt, { text }: OscCommand): void {
  const [command, title = '', ...body] = text.split(';');
  if (command === 'notify') vt.report({ kind: 'notification', title, body: body.join(';') });
}

/** OSC 99 (https://sw.kovidgoyal.net/kitty/desktop-notifications): titles and bodies, and what we take. */
function readKittyNotification(vt: Vt, { text, end }: OscCommand): void {
  const at = text.indexOf(';');
  const metadata = at < 0 ? text : text.slice(0, at);
  const [, id = '0'] = /(?:^|:)i=([\w+.-]{1,64})(?::|$)/.exec(metadata) ?? [];
  if (/(?:^|:)p=\?/.test(metadata)) vt.reply(`\u001B]99;i=${id}:p=?;p=title,body${end}`);
  else if (at >= 0 && !/(?:^|:)(?:p=(?!title|body)|e=1|d=0)/.test(metadata)) {
    vt.report({ kind: 'notification', title: text.slice(at + 1), body: '' });
  }
}

/** OSC 52: programs may set the clipboard if the options allow it, and never read it. */
function useClipboard(vt: Vt, { text }: OscCommand): void {
  const at = text.indexOf(';');
  const data = text.slice(at + 1);
  if (at < 0) return;
  if (data === '?') vt.countUnanswered('OSC 52');
  else if (vt.options.allowsClipboard === true && /^[\w+/]*={0,2}$/.test(data)) {
    vt.report({ kind: 'clipboard', selection: text.slice(0, at), base64: data });
  }
}

/** One that we do not know asks when one of its parts begins with a question mark. */
function countQuery(vt: Vt, { number, text }: OscCommand): void {
  if (/(?:^|;)\?/.test(text)) vt.countUnanswered(`OSC ${number}`);
}
