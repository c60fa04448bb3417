import type { ByteReader } from '../bytes/byte-reader.ts';
import type { ByteWriter } from '../bytes/byte-writer.ts';
import type { MouseEncoding, MouseProtocol } from '../modes.ts';
import type { LiveModes } from '../screen/screen.ts';

/** In the order in which they are written; new ones go to the end, with a new version of the format. */
const flags = [
  'applicationCursorKeys',
  'applicationKeypad',
  'backspaceSendsBs',
  'newLine',
  'alternateScroll',
  'bracketedPaste',
  'focusEvents',
  'insert',
  'origin',
  'autoWrap',
  'reverseWrap',
  'reverseVideo',
  'leftRightMargins',
  'cursorVisible',
  'alternateScreen',
  'synchronizedOutput',
  'graphemeClusters',
  'colorSchemeUpdates',
  'resizeReports',
] as const;
const protocols: readonly MouseProtocol[] = ['none', 'press', 'click', 'drag', 'motion'];
const encodings: readonly MouseEncoding[] = ['default', 'utf8', 'sgr', 'urxvt', 'sgr-pixels'];

/** Writes all modes. */
export function saveModes(writer: ByteWriter, modes: LiveModes): void {
  for (const flag of flags) writer.boolean(modes[flag]);
  writer.number(modes.modifyOtherKeys);
  writer.number(modes.kittyKeyboard);
  writer.number(protocols.indexOf(modes.mouse));
  writer.number(encodings.indexOf(modes.mouseEncoding));
}

/** Reads what `saveModes` wrote. */
export function loadModes(reader: ByteReader, modes: LiveModes): void {
  for (const flag of flags) modes[flag] = reader.boolean();
  const level = reader.upTo(2);
  modes.modifyOtherKeys = level === 1 || level === 2 ? level : 0;
  modes.kittyKeyboard = reader.upTo(31);
  modes.mouse = protocols[reader.upTo(protocols.length - 1)] ?? 'none';
  modes.mouseEncoding = encodings[reader.upTo(encodings.length - 1)] ?? 'default';
}
