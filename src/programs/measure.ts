import { open } from 'node:fs/promises';
import { bytesOf } from '../os/bytes.ts';
import { stampOf } from '../os/file-stamp.ts';
import { Unchanged } from '../os/unchanged.ts';

/** How old and how large a conversation is; what its agent does not note is left out. */
export interface Measure {
  /** Milliseconds since 1970. */
  readonly lastMessageAt?: number;
  /** Of its files. */
  readonly sizeBytes?: number;
  /** What the model read and wrote for its last answer: about what a resumed one is sent again. */
  readonly tokens?: number;
}

/** Measures a conversation by the files that it is kept in. */
export async function measureFiles(files: readonly string[]): Promise<Measure> {
  const measured = (await Promise.all(files.map(measureFile))).filter((own) => own !== undefined);
  if (measured.length === 0) return {};
  const tokens = measured.flatMap((own) => own.tokens ?? []).at(-1);
  return {
    lastMessageAt: Math.max(...measured.map(({ lastMessageAt }) => lastMessageAt)),
    sizeBytes: measured.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    ...(tokens === undefined ? {} : { tokens }),
  };
}

interface FileMeasure extends Measure {
  readonly lastMessageAt: number;
  readonly sizeBytes: number;
}

/** Transcripts: every save measures those of all agents, and few of them have grown. */
const MAX_KEPT = 10_000;

const kept = new Unchanged<FileMeasure>(MAX_KEPT);

/** Undefined when it cannot be read. */
async function measureFile(path: string): Promise<FileMeasure | undefined> {
  const stamp = stampOf(path);
  const known = kept.known(path, stamp);
  if (known !== undefined) return known;
  const tail = await readTail(path).catch(() => undefined);
  if (tail === undefined) return undefined;
  const { text, sizeBytes, changedAt } = tail;
  const tokens = tokensIn(text);
  const found = { lastMessageAt: lastTime(text) ?? changedAt, sizeBytes };
  return kept.keep(path, stamp, tokens === undefined ? found : { ...found, tokens }, 1);
}

/** The end of a file, with what the system knows of the whole. */
interface FileTail {
  readonly text: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** Enough for the last messages of a transcript. */
const TAIL_BYTES = 131_072;

async function readTail(path: string): Promise<FileTail> {
  const file = await open(bytesOf(path), 'r');
  try {
    const { size, mtimeMs } = await file.stat();
    const length = Math.min(size, TAIL_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const text = buffer.toString('utf8', 0, bytesRead);
    return { text, sizeBytes: size, changedAt: mtimeMs };
  } finally {
    await file.close();
  }
}

/** As transcripts note it: text in ISO 8601, or milliseconds since 1970. */
const TIME = /"(?:timestamp|lastUpdated)"\s*:\s*(?:"([^"]{10,40})"|(\d{13})\b)/g;

/** A resume touches the files: the messages themselves know better when they were written. */
function lastTime(text: string): number | undefined {
  const [, iso, number] = [...text.matchAll(TIME)].at(-1) ?? [];
  const time = iso === undefined ? Number(number) : Date.parse(iso);
  return Number.isFinite(time) ? time : undefined;
}

const TOTAL = /"(?:total_tokens|totalTokenCount|totalTokens)"\s*:\s*(\d+)/g;
const PART = /"(?:(?:cache_creation_|cache_read_)?input|output)_tokens"\s*:\s*(\d+)/g;

/** Some note the sum, claude its parts. */
function tokensIn(text: string): number | undefined {
  const total = [...text.matchAll(TOTAL)].at(-1)?.[1];
  if (total !== undefined) return Number(total);
  const at = text.lastIndexOf('"usage":{');
  if (at === -1) return undefined;
  const parts = [...text.slice(at, at + 1_000).matchAll(PART)].slice(0, 4);
  return parts.reduce((sum, [, part]) => sum + Number(part), 0);
}
