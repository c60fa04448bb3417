import { writeSync } from 'node:fs';

const STANDARD_ERROR = 2;

/**
 * Adds a line, with the time, to the log: what a process without a terminal writes to its standard
 * error. A disk that is full, or a terminal that is gone, is no reason to end: the line is left out.
 */
export function writeLog(line: string): void {
  try {
    writeSync(STANDARD_ERROR, `${new Date().toISOString()} ${line}\n`);
  } catch {
    // There is nobody to tell.
  }
}
