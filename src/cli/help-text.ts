import type { Command, Outcome } from './command.ts';
import { globalFlags, optionFlags } from './flags.ts';
import { commandSections, flagEntry, type HelpEntry, type HelpSection } from './help-sections.ts';
import { findCommand } from './read-command-line.ts';
import { displayWidth } from './text/display-width.ts';
import type { Page } from './text/page.ts';
import { wrap } from './text/wrap.ts';
import { usageOf } from './usage.ts';

const WIDEST = 100;
const NARROWEST = 40;
const LONGEST_TERM = 30;

/**
 * The help of one command, or of stet as a whole when `word` is absent.
 * @throws StetError USAGE for a word that is no command
 */
export function helpOutcome(word: string | undefined, commands: readonly Command[]): Outcome {
  if (word === undefined) {
    const lines = (page: Page): readonly string[] => overviewLines(commands, page);
    return { data: commands.map(describe), lines, isForPeople: true };
  }
  const command = findCommand(word, commands);
  const lines = (page: Page): readonly string[] => commandLines(command, page);
  return { data: describe(command), lines, isForPeople: true };
}

function describe(command: Command): object {
  const { name, group, summary, details, arguments: words, flags, options, examples } = command;
  const every = [...flags, ...options.flatMap(optionFlags), ...globalFlags];
  return {
    name,
    group,
    usage: usageOf(command),
    summary,
    details,
    arguments: words,
    flags: every,
    examples,
  };
}

function overviewLines(commands: readonly Command[], page: Page): readonly string[] {
  const groups = [...new Set(commands.map(({ group }) => group))];
  const sections = groups.map((group) => ({
    title: group,
    entries: commands
      .filter((command) => command.group === group)
      .map(({ name, summary }) => ({ term: name, text: summary })),
  }));
  const common = { title: 'Flags', entries: globalFlags.map(flagEntry) };
  return [
    'stet brings your terminals back, exactly as you left them.',
    '',
    `${page.paint('bold', 'Usage:')} stet COMMAND [words] [flags]`,
    ...[...sections, common].flatMap((section) => sectionLines(section, page)),
    '',
    'Run "stet COMMAND --help" for its flags and examples.',
  ];
}

function commandLines(command: Command, page: Page): readonly string[] {
  return [
    command.summary,
    ...(command.details.length === 0
      ? []
      : ['', ...command.details.flatMap((line) => wrap(line, Math.min(page.columns, WIDEST)))]),
    '',
    `${page.paint('bold', 'Usage:')} ${usageOf(command)}`,
    ...commandSections(command).flatMap((section) => sectionLines(section, page)),
  ];
}

function sectionLines({ title, entries }: HelpSection, page: Page): readonly string[] {
  const widths = entries.map(({ term }) => displayWidth(term));
  const width = Math.min(Math.max(...widths), LONGEST_TERM);
  const heading = page.paint('bold', `${title}:`);
  return ['', heading, ...entries.flatMap((entry) => entryLines(entry, width, page))];
}

/** A term and its text beside it; below it when the term is too long. */
function entryLines({ term, text }: HelpEntry, width: number, page: Page): readonly string[] {
  const indent = ' '.repeat(width + 4);
  const room = Math.max(Math.min(page.columns, WIDEST) - indent.length, NARROWEST);
  const [first = '', ...rest] = wrap(text, room);
  const isBeside = displayWidth(term) <= width;
  const painted = `  ${page.paint('cyan', term)}`;
  const blank = ' '.repeat(Math.max(width - displayWidth(term), 0) + 2);
  const head = isBeside ? [`${painted}${blank}${first}`] : [painted, `${indent}${first}`];
  return [...head, ...rest.map((line) => indent + line)];
}
