import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Problem } from '../../../model/checkpoint.ts';

/** One "cd DIRECTORY && COMMAND" of a note. */
export interface ResumeLine {
  readonly directory: string;
  readonly argv: readonly string[];
}

/** What a note says of work to take up again. */
export interface ResumeNotes {
  readonly title: string;
  readonly lines: readonly ResumeLine[];
  readonly problems: readonly Problem[];
}

const HEADING = /^#+\s+(.+?)\s*$/;
const LINE = /^\s*(?:[-*]\s+)?(?:`|\$\s+)?cd\s+(.+?)\s*&&\s*(.+?)`?\s*$/;
/** Nothing that a shell would do more with than split it into words. */
const PLAIN = /^(?:[\w@%+=:,./~-]+|'[^']*'|"[^"$`\\]*")$/;

/**
 * Reads a Markdown note with "Resume" headings; undefined when it has none. A line that a shell
 * would have to interpret is left out and told: nothing of a note is ever run by a shell.
 */
export function readNotes(text: string): ResumeNotes | undefined {
  const lines = new Map<string, ResumeLine>();
  const problems: Problem[] = [];
  let [title, isResume, hasResume] = ['', false, false];
  for (const line of text.split(/\r?\n/)) {
    const heading = HEADING.exec(line)?.[1];
    if (heading !== undefined) {
      if (title === '') title = heading;
      isResume = /^resume\b/i.test(heading);
      hasResume ||= isResume;
      continue;
    }
    const [, directory, command] = LINE.exec(line) ?? [];
    if (!isResume || directory === undefined || command === undefined) continue;
    const parsed = resumeLine(directory, command);
    if (parsed === undefined) problems.push(notUnderstood(line));
    else lines.set(JSON.stringify(parsed), parsed);
  }
  return hasResume ? { title, lines: [...lines.values()], problems } : undefined;
}

function resumeLine(directory: string, command: string): ResumeLine | undefined {
  const [folder, ...more] = wordsOf(directory) ?? [];
  const argv = wordsOf(command) ?? [];
  if (folder === undefined || more.length > 0 || argv.length === 0) return undefined;
  return { directory: resolve(homedir(), folder.replace(/^~(?=\/|$)/, homedir())), argv };
}

function wordsOf(text: string): readonly string[] | undefined {
  const words = text.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  if (!words.every((word) => PLAIN.test(word))) return undefined;
  return words.map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
}

function notUnderstood(line: string): Problem {
  return {
    code: 'LINE_LEFT_OUT',
    message: `Cannot take ${JSON.stringify(line.trim())} as plain words; it is left out`,
    fix: 'Write it as: cd DIRECTORY && COMMAND',
  };
}
