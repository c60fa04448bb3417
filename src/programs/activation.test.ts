import { expect, test } from 'vitest';
import { activationsOf, variablesOf, wordsToActivate } from './activation.ts';

const environment = (variables: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries({ API_TOKEN: 'hunter2', DIRENV_DIFF: 'hunter2', ...variables }));

test('what a shell had switched on is told by variables and by the folders in PATH that belong to it', () => {
  const found = activationsOf(
    environment({
      PATH: '/mine:/p/.venv/bin/:/n/v20/bin:/opt/conda/envs/ml/bin:/usr/bin:/n/v20/bin:/p/tools',
      VIRTUAL_ENV: '/p/.venv',
      CONDA_PREFIX: '/opt/conda/envs/ml',
      CONDA_DEFAULT_ENV: 'ml',
      NVM_BIN: '/n/v20/bin',
      DIRENV_DIR: '-/p',
    }),
  );
  expect(found).toEqual([
    { tool: 'virtualenv', directory: '/p/.venv', searchPath: ['/p/.venv/bin/'] },
    { tool: 'direnv', directory: '/p', searchPath: ['/p/.venv/bin/', '/p/tools'] },
    { tool: 'nvm', directory: '/n/v20/bin', searchPath: ['/n/v20/bin'] },
    {
      tool: 'conda',
      directory: '/opt/conda/envs/ml',
      name: 'ml',
      searchPath: ['/opt/conda/envs/ml/bin'],
    },
  ]);
  expect(JSON.stringify(found)).not.toContain('hunter2');
  expect(found.flatMap(variablesOf)).toEqual([
    'VIRTUAL_ENV=/p/.venv',
    'DIRENV_DIR=-/p',
    'NVM_BIN=/n/v20/bin',
    'CONDA_PREFIX=/opt/conda/envs/ml',
    'CONDA_DEFAULT_ENV=ml',
  ]);
});

test('an environment that names no folder switches nothing on', () => {
  expect(activationsOf(environment({ PATH: '/usr/bin' }))).toEqual([]);
  expect(
    activationsOf(environment({ VIRTUAL_ENV: 'relative', NVM_BIN: '', DIRENV_DIR: '-' })),
  ).toEqual([]);
});

test('each shell is told its own way to switch it on again', () => {
  const venv = { tool: 'virtualenv', directory: '/p/.venv', searchPath: [] };
  expect(wordsToActivate(venv, 'bash')).toEqual(['.', '/p/.venv/bin/activate']);
  expect(wordsToActivate(venv, 'fish')).toEqual(['source', '/p/.venv/bin/activate.fish']);
  expect(wordsToActivate(venv, 'tcsh')).toEqual(['source', '/p/.venv/bin/activate.csh']);
  const conda = { tool: 'conda', directory: '/c/envs/ml', name: 'ml', searchPath: [] };
  expect(wordsToActivate(conda, 'zsh')).toEqual(['conda', 'activate', 'ml']);
  // Shells that have these switch them on when they start.
  expect(wordsToActivate({ ...conda, name: 'base' }, 'zsh')).toEqual([]);
  expect(wordsToActivate({ tool: 'nvm', directory: '/n', searchPath: [] }, 'bash')).toEqual([]);
});
