import { readFileSync } from 'node:fs';

/** The version of this stet, from its package. */
export function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const data: unknown = JSON.parse(text);
  const isPackage = typeof data === 'object' && data !== null && 'version' in data;
  return isPackage ? String(data.version) : '0.0.0';
}
