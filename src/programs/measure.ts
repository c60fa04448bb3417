import type { Archive } from './archive.ts';

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
export async function measureFiles(files: readonly string[], archive: Archive): Promise<Measure> {
  const tails = (await Promise.all(files.map(async (path) => archive.tail(path)))).filter(
    (tail) => tail !== undefined,
  );
  if (tails.length === 0) return {};
  const tokens = tails.flatMap(({ text }) => tokensIn(text) ?? []).at(-1);
  return {
    lastMessageAt: Math.max(...tails.map(({ text, changedAt }) => lastTime(text) ?? changedAt)),
    sizeBytes: tails.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    ...(tokens === undefined ? {} : { tokens }),
  };
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
