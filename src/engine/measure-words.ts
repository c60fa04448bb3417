import type { Measure } from '../programs/measure.ts';

/** `last message 3 h ago, 1.2 MB, 121k tokens`: what is known of it; '' when nothing is. */
export function measureWords({ lastMessageAt, sizeBytes, tokens }: Measure, now: number): string {
  return [
    ...(lastMessageAt === undefined ? [] : [`last message ${durationOf(now - lastMessageAt)} ago`]),
    ...(sizeBytes === undefined ? [] : [sizeWords(sizeBytes)]),
    ...(tokens === undefined ? [] : [`${inThousands(tokens)} tokens`]),
  ].join(', ');
}

const MINUTE_MS = 60_000;

function durationOf(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

function sizeWords(sizeBytes: number): string {
  const kilobytes = sizeBytes / 1_000;
  if (kilobytes < 1_000) return `${Math.ceil(kilobytes)} kB`;
  return `${(kilobytes / 1_000).toFixed(1)} MB`;
}

function inThousands(count: number): string {
  return count < 1_000 ? String(count) : `${Math.round(count / 1_000)}k`;
}
