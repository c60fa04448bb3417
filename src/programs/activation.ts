import type { Activation } from '../model/checkpoint.ts';

/**
 * What a shell has switched on for the programs that it starts: nobody can read that of the shell,
 * but whatever it starts inherits it. Of an environment nothing else is kept, as it may be secret.
 */
export function activationsOf(environment: ReadonlyMap<string, string>): readonly Activation[] {
  const searchPath = (environment.get('PATH') ?? '').split(':');
  const found = tools.flatMap((tool) => {
    const directory = tool.directoryIn((name) => environment.get(name) ?? '');
    if (!directory.startsWith('/')) return [];
    const name = tool.nameIn?.((variable) => environment.get(variable) ?? '') ?? '';
    const own = searchPath.filter((folder) => tool.owns(withoutSlash(folder), directory));
    return [
      {
        tool: tool.name,
        directory,
        ...(name === '' ? {} : { name }),
        searchPath: [...new Set(own)],
      },
    ];
  });
  const place = ({ searchPath: [first = ''] }: Activation): number => searchPath.indexOf(first);
  return found.toSorted((a, b) => place(a) - place(b));
}

/** The variables that tell a program of an activation, as `NAME=value`. */
export function variablesOf(activation: Activation): readonly string[] {
  const set = tools.find(({ name }) => name === activation.tool)?.variables(activation) ?? {};
  return Object.entries(set).flatMap(([name, value]) => (value === '' ? [] : [`${name}=${value}`]));
}

/** Whether its variables are nobody's business to know: it is asked to set them itself. */
export function isLoaded({ tool }: Activation): boolean {
  return tool === 'direnv';
}

/** The words that switch it on in a shell of that name; none when the shell does so by itself. */
export function wordsToActivate(
  { tool, directory, name = directory }: Activation,
  shell: string,
): readonly string[] {
  if (tool === 'conda') return name === 'base' ? [] : ['conda', 'activate', name];
  if (tool !== 'virtualenv') return [];
  const ending = shell === 'fish' ? '.fish' : shell.endsWith('csh') ? '.csh' : '';
  return [ending === '' ? '.' : 'source', `${directory}/bin/activate${ending}`];
}

type Read = (variable: string) => string;

interface Tool {
  readonly name: string;
  /** Where its things are; anything but an absolute path stands for none. */
  directoryIn(read: Read): string;
  /** What the user calls it, when that is not its directory. */
  nameIn?(read: Read): string;
  /** Whether a folder stands in PATH because of it. */
  owns(folder: string, directory: string): boolean;
  variables(activation: Activation): Readonly<Record<string, string>>;
}

const tools: readonly Tool[] = [
  {
    name: 'virtualenv',
    directoryIn: (read) => read('VIRTUAL_ENV'),
    owns: (folder, directory) => folder === `${directory}/bin`,
    variables: ({ directory }) => ({ VIRTUAL_ENV: directory }),
  },
  {
    name: 'conda',
    directoryIn: (read) => read('CONDA_PREFIX'),
    nameIn: (read) => read('CONDA_DEFAULT_ENV'),
    owns: (folder, directory) => folder === `${directory}/bin`,
    variables: ({ directory, name = '' }) => ({ CONDA_PREFIX: directory, CONDA_DEFAULT_ENV: name }),
  },
  {
    name: 'nvm',
    directoryIn: (read) => read('NVM_BIN'),
    owns: (folder, directory) => folder === directory,
    variables: ({ directory }) => ({ NVM_BIN: directory }),
  },
  {
    name: 'direnv',
    // direnv puts a dash in front of it.
    directoryIn: (read) => read('DIRENV_DIR').replace(/^-/, ''),
    owns: (folder, directory) => folder.startsWith(`${directory}/`),
    variables: ({ directory }) => ({ DIRENV_DIR: `-${directory}` }),
  },
];

function withoutSlash(folder: string): string {
  return folder.replace(/\/+$/, '');
}
