import { readFileSync } from 'node:fs';
import { ownFile } from '../os/own-files.ts';

/** The version of this stet, from its package. */
export function readVersion(): string {
  const text = readFileSync(ownFile('package.json'), 'utf8');
  const data: unknown = JSON.parse(text);
  const isPackage = typeof data === 'object' && data !== null && 'version' in data;
  return isPackage ? String(data.version) : '0.0.0';
}
