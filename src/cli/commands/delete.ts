import { StetError } from '../../base/errors.ts';
import type { Command, Desk, Given, Outcome } from '../command.ts';
import { countOf, sizeOf } from '../text/counts.ts';
import { printable } from '../text/printable.ts';
import { usageError } from '../usage-error.ts';

export const deleteCommand: Command = {
  name: 'delete',
  group: 'Tidy',
  summary: 'Delete a workspace with its history, or a single checkpoint',
  details: ['Asks first on a terminal; in a script it needs --yes. There is no way back.'],
  doing: 'deleting',
  arguments: [
    {
      name: 'NAME|ID',
      text: 'A workspace, or a checkpoint by its id or the start of one',
      isRequired: true,
      completion: 'target',
    },
  ],
  flags: [{ name: 'yes', text: 'Do not ask' }],
  options: [],
  examples: [
    { line: 'stet delete old-project', text: 'Delete a workspace, after a question' },
    { line: 'stet delete old-project --yes', text: 'The same from a script' },
    { line: 'stet delete 01JD2Q', text: 'Delete one checkpoint' },
  ],
  run: async (given, desk): Promise<Outcome> => {
    await requireConsent(given, desk);
    const { words, overrides } = given;
    const gone = await desk.ask('workspace.delete', { target: words[0] ?? '', overrides });
    const freed = sizeOf(gone.freedBytes);
    return {
      data: gone,
      lines: () => [`Deleted ${countOf(gone.deleted.length, 'checkpoint')}, ${freed} freed`],
    };
  },
};

async function requireConsent(given: Given, desk: Desk): Promise<void> {
  if (given.isSet('yes')) return;
  const answer = await desk.confirm(() => questionFor(given, desk));
  if (answer === true) return;
  const target = JSON.stringify(given.words[0]);
  if (answer === undefined) {
    throw usageError(`Cannot delete ${target} without asking`, 'Add --yes to delete it unasked');
  }
  throw new StetError('CANCELLED', `Kept ${target}: nothing was deleted`, {
    hint: 'Answer "y", or add --yes, to delete it',
  });
}

async function questionFor({ words, overrides }: Given, { ask }: Desk): Promise<string> {
  const name = words[0]?.normalize('NFC') ?? '';
  const workspaces = await ask('workspace.list', { overrides });
  const workspace = workspaces.find((known) => known.name === name);
  return workspace === undefined
    ? `Delete the checkpoint ${printable(name)}?`
    : `Delete the workspace ${printable(name)} and ${countOf(workspace.checkpoints, 'checkpoint')}?`;
}
