import { decodeText } from '../../base/lossless-text.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import type { RowMark } from '../screen/row-mark.ts';
import type { OscCommand } from './osc-command.ts';
import { featureCodes } from './capabilities.ts';
import { markLine } from './marks.ts';
import type { Vt } from './vt.ts';

const MOST_MARKS_A_ROW = 16;
const kinds: Readonly<Record<string, RowMark['kind']>> = {
  A: 'prompt',
  B: 'command',
  C: 'output',
  D: 'finished',
};

/** OSC 7 and the like: a file: URL or a plain absolute path. */
export function announceDirectory(vt: Vt, text: string): void {
  const url = /^(?:file|kitty-shell-cwd):\/\/([^/]*)(\/.*)$/s.exec(text);
  const isKitty = text.startsWith('kitty-shell-cwd:');
  const path = url?.[2] ?? text;
  if (!path.startsWith('/')) return;
  const decoded = url === null || isKitty ? path : decodePercent(path);
  vt.directory = { host: url?.[1] ?? '', path: decoded };
  vt.report({ kind: 'directory', directory: vt.directory });
}

/** OSC 133: A prompt, B command line, C its output, D its end with an exit code. */
export function markPrompt(vt: Vt, { text }: OscCommand): void {
  const [letter = '', ...parameters] = text.split(';');
  const [code = ''] = parameters;
  const kind = kinds[letter];
  if (kind === undefined) return;
  const exitCode = kind === 'finished' && /^\d{1,9}$/.test(code) ? Number(code) : undefined;
  putMark(vt, { kind, exitCode }, parameters);
}

function putMark(vt: Vt, told: Omit<RowMark, 'column'>, parameters: readonly string[] = []): void {
  const { screen } = vt;
  const mark = { ...told, column: screen.x };
  const { row } = screen;
  row.marks = [...(row.marks ?? []), mark].slice(-MOST_MARKS_A_ROW);
  vt.report({ kind: 'mark', mark: { ...mark, line: markLine(vt, screen.y) }, parameters });
}

/** OSC 633 of VS Code: the marks of OSC 133, and P;Cwd=path. */
export function readVsCode(vt: Vt, command: OscCommand): void {
  const directory = /^P;Cwd=(.*)$/s.exec(command.text)?.[1];
  if (directory !== undefined) announceDirectory(vt, decodeEscapes(directory));
  else if (/^[ABCD](?:;|$)/.test(command.text)) markPrompt(vt, command);
}

const ITERM_QUERY = /^(?:ReportCellSize|ReportVariable|RequestUpload)(?==|$)/;

/** OSC 1337 of iTerm2: CurrentDir and SetMark are honoured, a File is a picture. */
export function readITerm(vt: Vt, { text, end }: OscCommand): void {
  const directory = /^CurrentDir=(.*)$/s.exec(text)?.[1];
  if (directory !== undefined) announceDirectory(vt, directory);
  else if (/^(?:Multipart)?File=/.test(text)) vt.report({ kind: 'graphics', protocol: 'iterm' });
  else if (text === 'SetMark') putMark(vt, { kind: 'place', exitCode: undefined });
  else if (text === 'Capabilities') {
    vt.reply(`\u001B]1337;Capabilities=${featureCodes(vt.options.allowsClipboard === true)}${end}`);
  } else if (ITERM_QUERY.test(text)) vt.countUnanswered(`OSC 1337 ${text.replace(/=.*$/s, '')}`);
}

/** Percent-encoded bytes as lossless text: they need not be UTF-8. */
function decodePercent(path: string): string {
  const bytes: number[] = [];
  for (const part of path.split(/(%[\da-f]{2})/i)) {
    if (/^%[\da-f]{2}$/i.test(part)) bytes.push(Number.parseInt(part.slice(1), 16));
    else bytes.push(...encodeUtf8(part));
  }
  return decodeText(Uint8Array.from(bytes));
}

function decodeEscapes(text: string): string {
  return text.replaceAll(/\\x([\da-f]{2})|\\\\/gi, (_, hex: string | undefined) =>
    hex === undefined ? '\\' : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
