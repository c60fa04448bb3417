import * as z from 'zod';
import { bytesOf } from '../../os/bytes.ts';
import type { PaneStart } from '../backend.ts';
import { launchArgv, SHELL_COUNT_AT } from '../pane-launch.ts';
import type { JobFiles } from './job-files.ts';
import { Marker } from './kitty-facts.ts';
import { parseSetting } from './parse-setting.ts';

/** How one pane is opened, in the words of `kitty/stet_kitty/change.py`. */
export interface PaneSpec {
  readonly mark: string;
  readonly argv: readonly string[];
  /** The shell that the pane ends up with, as kitty was to start it. */
  readonly shell: readonly string[] | null;
  /** Where in `argv` a shell stands that kitty's shell integration is for. */
  readonly shellBehind: {
    readonly at: number;
    readonly count: number;
    readonly countAt: number;
  } | null;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly lines: string | null;
  readonly title: string | null;
  readonly givenTitle: string | null;
  readonly overlay: string | null;
  readonly marker: z.output<typeof Marker> | null;
  readonly edges: Readonly<Record<string, number>>;
  readonly colors: Readonly<Record<string, number>>;
  readonly variables: Readonly<Record<string, string>>;
}

/** Settles how a pane starts; its lines and words that are no UTF-8 go through files. */
export async function paneSpec(start: PaneStart, files: JobFiles): Promise<PaneSpec> {
  const { settings, title } = start.saved;
  const { options = {}, environment = [] } = settings ?? {};
  return {
    mark: start.id,
    ...(await wordsOf(start, files)),
    environment: Object.fromEntries(
      environment.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const])),
    ),
    lines: await files.lines(start),
    title: title === '' ? null : title,
    givenTitle: options['title'] ?? null,
    overlay: options['overlay'] ?? null,
    marker: parseSetting(options['marker'], Marker) ?? null,
    edges: parseSetting(options['edges'], Numbers) ?? {},
    colors: parseSetting(options['colors'], Numbers) ?? {},
    variables: parseSetting(options['variables'], Texts) ?? {},
  };
}

const Numbers = z.record(z.string(), z.number());
const Texts = z.record(z.string(), z.string());

type Words = Pick<PaneSpec, 'argv' | 'shell' | 'shellBehind' | 'cwd'>;

/** A shell without a program below it is started by kitty itself, integration and all. */
async function wordsOf({ cwd, launch }: PaneStart, files: JobFiles): Promise<Words> {
  const shell = 'shell' in launch && launch.shell.length > 0 ? launch.shell : null;
  const isBare = launch.kind === 'shell' || launch.kind === 'direct';
  const argv =
    launch.kind === 'shell'
      ? launch.shell
      : launch.kind === 'direct'
        ? launch.argv
        : launchArgv(launch, { cwd, file: '', hold: '' });
  if (![cwd, ...argv].every((word) => word.isWellFormed())) {
    const script = [`rm -f -- "$0"`, `cd -- ${quoted(cwd)}`, `exec ${argv.map(quoted).join(' ')}`];
    const path = await files.write('start', bytesOf(script.join('\n')));
    return { argv: ['/bin/sh', path], shell, shellBehind: null, cwd: '/' };
  }
  const behind = { at: SHELL_COUNT_AT + 1, count: shell?.length ?? 0, countAt: SHELL_COUNT_AT };
  return { argv, shell, shellBehind: isBare || shell === null ? null : behind, cwd };
}

/** One word of a POSIX shell: kitty can start nothing but UTF-8, a script can hold any bytes. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
