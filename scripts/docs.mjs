// Writes docs/reference/*.md and schema/*.json from the tables in dist/. With --check, fails if they differ.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { errorCodes } from '../dist/base/errors.js';
import { commandTable } from '../dist/cli/command-table.js';
import { defaultOf, globalFlags, optionFlags } from '../dist/cli/flags.js';
import { spellingOf, usageOf } from '../dist/cli/usage.js';
import { Checkpoint, CHECKPOINT_VERSION } from '../dist/model/checkpoint.js';
import * as reports from '../dist/model/report.js';
import * as answers from '../dist/protocol/answers.js';
import { methods } from '../dist/protocol/methods.js';
import { openApi } from '../dist/protocol/open-api.js';
import { flagOf, optionNames, options, variableOf } from '../dist/protocol/options.js';
import { expectation } from '../dist/protocol/resolve-options.js';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const check = process.argv.includes('--check');
let stale = 0;

const EXIT_MEANINGS = {
  0: 'done',
  1: 'failure',
  2: 'the command line, a name or a setting cannot be used',
  3: 'late, or done in part: the report says which part is missing',
  4: 'something ended in the middle of the work',
  5: 'not found',
  6: 'stale, taken or ambiguous',
  7: 'refused, for safety',
  124: 'timed out',
  130: 'cancelled by the caller',
};
const unexplained = Object.entries(errorCodes).filter(([, { exit }]) => !(exit in EXIT_MEANINGS));
if (unexplained.length > 0) throw new Error(`Explain the exit code of ${unexplained.join(', ')}`);

// The schema comes first: naming the shared shapes, for the methods, would change it.
const checkpointSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `https://stet.example/schema/checkpoint-${CHECKPOINT_VERSION}.json`,
  title: `stet checkpoint, version ${CHECKPOINT_VERSION}`,
  ...z.toJSONSchema(Checkpoint, { io: 'input' }),
};
// The same goes for the description of the socket.
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const described = openApi(version);
const shapes = nameShapes({ ...reports, ...answers, Checkpoint });

emit(
  `schema/checkpoint-${CHECKPOINT_VERSION}.schema.json`,
  `${JSON.stringify(checkpointSchema, null, 2)}\n`,
);
emit('docs/reference/openapi.json', `${JSON.stringify(described, null, 2)}\n`);
emit('docs/reference/commands.md', page('src/cli/command-table.ts', commandsPage()));
emit('docs/reference/options.md', page('src/protocol/options.ts', optionsPage()));
emit('docs/reference/methods.md', page('src/protocol/methods.ts', methodsPage()));
emit('docs/reference/errors.md', page('src/base/errors.ts', errorsPage()));
emit('docs/reference/checkpoint.md', page('src/model/checkpoint.ts', checkpointPage()));
process.exitCode = check && stale > 0 ? 1 : 0;

function emit(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  stale += 1;
  if (check) {
    console.error(`${path} is stale: run "npm run docs"`);
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function page(source, blocks) {
  const [title, ...rest] = blocks;
  const note = `<!-- Generated from ${source} by "npm run docs"; do not edit. -->`;
  return `${[title, note, ...rest].join('\n\n')}\n`;
}

function table(titles, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text) {
  return `\`${text}\``;
}

/** GitHub's anchor of a heading. */
function anchor(heading) {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

function commandsPage() {
  const groups = [...new Set(commandTable.map(({ group }) => group))];
  return [
    '# Commands',
    'What `stet COMMAND --help` says, on one page. Data goes to stdout and everything else to stderr; with\n`--json` both are JSON. [Exit codes](errors.md#exit-codes) tell what went wrong.',
    ...groups.flatMap((group) => {
      const ours = commandTable.filter((command) => command.group === group);
      const links = ours.map(({ name, summary }) => [`[${code(name)}](#stet-${name})`, summary]);
      return [`**${group}**`, table(['command', 'what it does'], links)];
    }),
    '## Flags of every command',
    table(
      ['flag', 'meaning'],
      globalFlags.map((flag) => flagRow(flag)),
    ),
    'Every [setting](options.md) is a flag of every command too, for that call alone: `--lines 500`,\n`--no-auto-save`.',
    ...commandTable.flatMap(commandBlocks),
  ];
}

function commandBlocks(command) {
  const settings = command.options.map((name) => flagRow(optionFlags(name)[0], defaultOf(name)));
  return [
    `## stet ${command.name}`,
    [`${command.summary}.`, ...command.details].join('\n'),
    ['```', usageOf(command), '```'].join('\n'),
    ...titled(
      ['argument', 'meaning'],
      command.arguments.map(({ name, text }) => [code(name), text]),
    ),
    ...titled(
      ['flag', 'meaning'],
      command.flags.map((flag) => flagRow(flag)),
    ),
    ...titled(['setting', 'meaning', 'default'], settings),
    ['```sh', ...exampleLines(command.examples), '```'].join('\n'),
  ];
}

function titled(titles, rows) {
  return rows.length === 0 ? [] : [table(titles, rows)];
}

function flagRow(flag, standard) {
  const row = [code(spellingOf(flag)), flag.text];
  return typeof standard === 'string' ? [...row, code(standard)] : row;
}

function exampleLines(examples) {
  const width = Math.max(...examples.map(({ line }) => line.length));
  return examples.map(({ line, text }) => `${line.padEnd(width)}  # ${text}`);
}

function optionsPage() {
  const standard = optionNames.map(
    (name) => `  "${name}": ${JSON.stringify(options[name].default)}`,
  );
  return [
    '# Settings',
    'A setting comes from its default, then from the configuration file, then from its variable, then from\nits flag; the last one wins. `stet config --origin` shows which one did.',
    table(
      ['setting', 'default', 'what it decides'],
      optionNames.map((name) => [
        `[${code(name)}](#${anchor(name)})`,
        code(defaultOf(name)),
        options[name].text,
      ]),
    ),
    '## The configuration file',
    'JSON, with comments if you like, in `~/.config/stet/config.json`; `stet status` shows which file is read.\nAn unknown name or a value that is not allowed is an error, never ignored. These are the defaults:',
    ['```jsonc', `{\n${standard.join(',\n')}\n}`, '```'].join('\n'),
    ...optionNames.flatMap(optionBlocks),
  ];
}

function optionBlocks(name) {
  const spec = options[name];
  const flags = optionFlags(name).map((flag) => code(spellingOf(flag)));
  return [
    `## ${name}`,
    `${spec.text}.`,
    table(
      ['takes', 'default', 'variable', 'flag'],
      [[expectation(spec), code(defaultOf(name)), code(variableOf(name)), flags.join(', ')]],
    ),
  ];
}

function errorsPage() {
  const entries = Object.entries(errorCodes);
  return [
    '# Errors and exit codes',
    'Every failure has a code that never changes its meaning, a message that names what failed, and a way\nout. With `--json` it is one JSON object on one line of stderr:',
    '```json\n{"code":"WORKSPACE_NOT_FOUND","message":"Cannot find a workspace \\"wrok\\"","suggestion":"Did you mean \\"work\\"?","log":[]}\n```',
    '`log` holds what was tried, oldest first.',
    '## Exit codes',
    table(
      ['exit', 'meaning', 'codes'],
      Object.entries(EXIT_MEANINGS).map(([exit, meaning]) => [
        exit,
        meaning,
        entries
          .filter(([, entry]) => entry.exit === Number(exit))
          .map(([name]) => link(name))
          .join(', '),
      ]),
    ),
    '## Codes',
    ...entries.map(([name, { exit, hint }]) => `### ${name}\n\nExit ${exit}. ${hint}.`),
  ];
}

function link(name) {
  return `[${code(name)}](#${anchor(name)})`;
}

function methodsPage() {
  const names = Object.keys(methods);
  return [
    '# Methods',
    'Everything that can be asked of stet; the commands are a thin face of this table. A method that writes\nchanges the store or a host, one that reads never does.',
    table(
      ['method', 'kind', 'what it does'],
      names.map((name) => [link(name), methods[name].kind, methods[name].summary]),
    ),
    ...names.flatMap(methodBlocks),
    '## Shapes',
    'What several answers hold.',
    ...Object.keys(shapes)
      .filter((name) => name !== 'Checkpoint')
      .flatMap(shapeBlocks),
  ];
}

function methodBlocks(name) {
  const { summary, kind, since, params, result } = methods[name];
  return [
    `## ${name}`,
    `${summary}. (${kind === 'write' ? 'writes' : 'reads'}, since protocol ${since})`,
    '**Parameters**',
    fieldTable(z.toJSONSchema(params, { io: 'input' })),
    '**Answer**',
    fieldTable(z.toJSONSchema(result, { io: 'output' })),
  ];
}

function shapeBlocks(name) {
  const { $ref, $defs, ...own } = z.toJSONSchema(shapes[name], { io: 'output' });
  const schema = $ref === undefined ? own : $defs[name];
  const about = schema.description === undefined ? [] : [`${sentence(schema.description)}`];
  return [`### ${name}`, ...about, fieldTable(schema)];
}

/** Gives every exported shape its name, so that the pages can link to it. */
function nameShapes(modules) {
  const named = Object.entries(modules).filter(([, value]) => value instanceof z.ZodType);
  for (const [id, shape] of named) {
    z.globalRegistry.add(shape, { ...z.globalRegistry.get(shape), id });
  }
  return Object.fromEntries(named);
}

function checkpointPage() {
  const { properties } = checkpointSchema;
  const parts = Object.entries(properties).filter(([, schema]) => partOf(schema) !== undefined);
  return [
    `# Checkpoint, version ${CHECKPOINT_VERSION}`,
    `One immutable saved state of a workspace: a JSON file that a person can read. The same as a JSON Schema is\n[checkpoint-${CHECKPOINT_VERSION}.schema.json](../../schema/checkpoint-${CHECKPOINT_VERSION}.schema.json). Formats live for ever: a newer, unknown one is listed and left alone.`,
    "Hosts, windows, tabs and panes are flat tables by id. An id is kept in the host itself, and is never a pid,\nan index or `%7`; `ref` is the host's own name for the thing, valid within the host's epoch.",
    '## The file',
    fieldTable(checkpointSchema, { isShallow: true }),
    ...parts.flatMap(([name, schema]) => [
      `## ${name}`,
      ...(partOf(schema).description === undefined ? [] : [sentence(partOf(schema).description)]),
      fieldTable(partOf(schema)),
    ]),
    '## LayoutNode',
    'How the panes of one tab share its area: one of these, told apart by `type`.',
    ...checkpointSchema.$defs.LayoutNode.anyOf.flatMap((node) => [
      `### ${node.properties.type.const}`,
      fieldTable(node),
    ]),
  ];
}

/** The object that a field holds: itself, each entry of a list or each entry of a table. */
function partOf(schema) {
  if (schema.properties !== undefined) return schema;
  const inner = schema.items ?? schema.additionalProperties;
  return inner?.properties === undefined ? undefined : inner;
}

function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function fieldTable(schema, { isShallow = false } = {}) {
  const rows = isShallow ? shallowRows(schema) : fieldRows(schema, '');
  if (rows.length === 0) return `${typeText(schema)}`;
  return table(['field', 'type', 'meaning'], rows);
}

function shallowRows({ properties }) {
  return Object.entries(properties).map(([name, field]) => {
    const isPart = partOf(field) !== undefined;
    const type = isPart ? `[${typeText(field)}](#${anchor(name)})` : typeText(field);
    return [code(name), type, meaning(field)];
  });
}

/** A row for each field, with the fields of nested objects below it: `hosts[].status`. */
function fieldRows(schema, prefix) {
  const steps = { items: '[]', additionalProperties: '.*' };
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const isOptional = schema.required?.includes(name) !== true;
    const type = `${typeText(field)}${isOptional ? ', optional' : ''}`;
    return [[code(path), type, meaning(field)], ...fieldRows(field, path)];
  });
  const inner = Object.entries(steps)
    .filter(([key]) => typeof schema[key] === 'object')
    .flatMap(([key, step]) => fieldRows(schema[key], prefix + step));
  return [...own, ...inner];
}

function meaning({ description = '', default: standard }) {
  const isWorthSaying = standard !== undefined && !isEmpty(standard);
  const note = isWorthSaying ? `default: ${code(JSON.stringify(standard))}` : '';
  return [description, note].filter(Boolean).join('; ');
}

function isEmpty(value) {
  return value === '' || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
}

function typeText(schema) {
  if (schema.$ref !== undefined) return shapeLink(schema.$ref.split('/').at(-1));
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum !== undefined)
    return schema.enum.map((value) => code(JSON.stringify(value))).join(', ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeText).join(' or ');
  if (schema.type === 'array') return `list of ${typeText(schema.items)}`;
  if (schema.type === 'object' && schema.properties === undefined) {
    return `table of ${typeText(schema.additionalProperties)}`;
  }
  return [schema.type ?? 'any JSON'].flat().join(' or ');
}

function shapeLink(name) {
  if (name === 'Checkpoint') return '[Checkpoint](checkpoint.md)';
  return name.startsWith('__') ? 'any JSON' : `[${name}](#${anchor(name)})`;
}
