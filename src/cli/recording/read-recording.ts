import { StetError } from '../../base/errors.ts';
import type { TerminalSize } from '../../client/client.ts';

/** What happened at one moment of a recording. */
export interface Moment {
  /** Milliseconds since the start. */
  readonly atMs: number;
  readonly output: string;
}

/** An asciicast of version 2. */
export interface Recording {
  readonly size: TerminalSize;
  readonly moments: readonly Moment[];
}

/**
 * Reads an asciicast: a header and then an event a line. A last line that was cut short, as by a
 * crash while it was recorded, is left out; events other than output are passed over.
 * @throws StetError RECORDING_INVALID
 */
export function readRecording(text: string): Recording {
  const [head = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  const size = sizeFrom(parseJson(head));
  const moments = lines.flatMap((line, at): readonly Moment[] => {
    const event = parseJson(line);
    if (event === undefined && at === lines.length - 1) return [];
    return momentFrom(event, at + 2);
  });
  return { size, moments };
}

function sizeFrom(head: unknown): TerminalSize {
  const isRecording =
    typeof head === 'object' &&
    head !== null &&
    'version' in head &&
    'width' in head &&
    'height' in head;
  if (!isRecording) throw invalid('it is no asciicast');
  if (head.version !== 2) throw invalid(`its version is ${JSON.stringify(head.version)}, not 2`);
  return { columns: Number(head.width), rows: Number(head.height) };
}

function momentFrom(event: unknown, line: number): readonly Moment[] {
  const parts: readonly unknown[] = Array.isArray(event) ? event : [];
  const [at, kind, data] = parts;
  if (typeof at !== 'number' || typeof data !== 'string') throw invalid(`line ${line} is no event`);
  return kind === 'o' ? [{ atMs: at * 1000, output: data }] : [];
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function invalid(why: string): StetError {
  return new StetError('RECORDING_INVALID', `Cannot play the recording: ${why}`);
}
