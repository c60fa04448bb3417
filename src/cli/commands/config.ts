import type { Setting } from '../../protocol/answers.ts';
import { isOptionName, options } from '../../protocol/options.ts';
import { expectation } from '../../protocol/resolve-options.ts';
import type { Command, Outcome } from '../command.ts';
import { alignColumns, type Cell } from '../text/columns.ts';
import type { Page } from '../text/page.ts';
import { printable } from '../text/printable.ts';

export const config: Command = {
  name: 'config',
  group: 'Set up',
  summary: 'Show every setting, its value and what it accepts',
  details: [
    'Settings come from the file, then STET_* variables, then flags; the last one wins.',
    'The file is JSON and may have comments.',
  ],
  doing: 'reading',
  arguments: [],
  flags: [{ name: 'origin', text: 'Also show where each value came from' }],
  options: [],
  examples: [
    { line: 'stet config', text: 'All settings' },
    {
      line: 'STET_MAX_SCROLLBACK_LINES=10 stet config --origin',
      text: 'Which file, variable or flag decided',
    },
  ],
  run: async ({ isSet, overrides }, { ask }): Promise<Outcome> => {
    const { file, settings } = await ask('config.show', { overrides });
    return {
      data: { file, settings },
      lines: (page) => [
        ...settingLines(settings, isSet('origin'), page),
        '',
        `The file is ${printable(file)}`,
      ],
    };
  },
};

function settingLines(
  settings: readonly Setting[],
  hasOrigin: boolean,
  page: Page,
): readonly string[] {
  const columns = [
    { title: 'SETTING', style: 'bold' as const },
    { title: 'VALUE' },
    { title: 'FROM' },
    { title: 'ACCEPTS', style: 'dim' as const },
  ];
  const rows = settings.map(({ name, value, origin, detail }): readonly Cell[] => [
    name,
    valueText(value),
    hasOrigin ? originText(origin, detail) : '',
    isOptionName(name) ? expectation(options[name]) : '',
  ]);
  return alignColumns(page, columns, rows);
}

function originText(origin: Setting['origin'], detail: string): string {
  return origin === 'default' ? 'default' : `${origin} ${detail}`;
}

function valueText(value: Setting['value']): string {
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.map(valueText).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
