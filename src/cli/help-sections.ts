import type { Command, Flag } from './command.ts';
import { describeOption, globalFlags, optionFlags } from './flags.ts';
import { spellingOf } from './usage.ts';

/** A word and what it means. */
export interface HelpEntry {
  readonly term: string;
  readonly text: string;
}

export interface HelpSection {
  readonly title: string;
  readonly entries: readonly HelpEntry[];
}

/** What the help of a command says below its usage; sections without entries are left out. */
export function commandSections(command: Command): readonly HelpSection[] {
  const sections = [
    {
      title: 'Arguments',
      entries: command.arguments.map(({ name, text }) => ({ term: name, text })),
    },
    { title: 'Flags', entries: command.flags.map(flagEntry) },
    { title: 'Settings for this call', entries: command.options.flatMap(optionEntry) },
    { title: 'Flags of every command', entries: [...globalFlags.map(flagEntry), EVERY_SETTING] },
    {
      title: 'Examples',
      entries: command.examples.map(({ line, text }) => ({ term: line, text })),
    },
  ];
  return sections.filter(({ entries }) => entries.length > 0);
}

const EVERY_SETTING: HelpEntry = {
  term: '--SETTING VALUE',
  text: 'Any setting of "stet config" for this call, by its name with dashes; --x or --no-x for true and false',
};

/** A flag as the help shows it. */
export function flagEntry(flag: Flag): HelpEntry {
  return { term: spellingOf(flag), text: flag.text };
}

function optionEntry(name: Command['options'][number]): readonly HelpEntry[] {
  const [flag] = optionFlags(name);
  if (flag === undefined) return [];
  return [{ term: spellingOf(flag), text: `${flag.text} (${describeOption(name)})` }];
}
