import { mkdir, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { argvOf, foregroundOf, type PrivateTmux } from './private-tmux.ts';

/** Made by a text that was executed. */
export const TRAP = 'EXECUTED';

/** Texts that somebody may have put into a name, a title, a directory or an argument. */
export const hostileTexts = [
  'line one\nline two',
  `it's "quoted"`,
  `$(touch ${TRAP})`,
  `\`touch ${TRAP}\``,
  `#(touch ${TRAP})`,
  `##(touch ${TRAP})`,
  '#{pane_id} #S #{l:x}',
  '#[fg=red]red',
  '%H %% %begin 1 2 3',
  '-dash --flag',
  String.raw`back\slash \n \033`,
  'a\tTAB',
  `; touch ${TRAP}; #`,
  `" ; touch ${TRAP} ; "`,
  `'; touch ${TRAP}; '`,
  '~ $HOME ${HOME} *',
  '{ } { %1 }',
  'ünïcödé 日本 ☃',
] as const;

/** Every file that an executed text left anywhere in a sandbox. */
export async function trapsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.split('/').at(-1) === TRAP);
}

/** Any bytes as one word of bash. */
export function bashWord(text: string | Buffer): string {
  const bytes = [...Buffer.from(text)];
  return `$'${bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}'`;
}

/** A text for an argument that tmux expands as a format. */
export function unexpanded(text: string): string {
  return text.replaceAll(/#+(?!#*\[)/g, '$&$&');
}

/** Makes a directory with that name, which may be no UTF-8, for one pane. */
export async function hostileDirectory(server: PrivateTmux, name: Buffer): Promise<Buffer> {
  const path = Buffer.concat([Buffer.from(`${join(server.sandbox.home, 'd')}/`), name]);
  await mkdir(path, { recursive: true });
  return path;
}

/** What every pane is called, where it is and what runs in it; bytes as characters. */
export async function identities(server: PrivateTmux): Promise<readonly Identity[]> {
  const bytes = await server.tmuxBytes('list-panes', '-a', '-F', IDENTITY);
  const records = bytes.toString('latin1').split('<record>').slice(1);
  const found = await Promise.all(
    records.map(async (record) => {
      const [number = '', pid = '', ...names] = record.replace(/\n$/, '').split('<next>');
      const leader = await foregroundOf(Number(pid));
      return { case: Number(number), names, argv: await argvOf(leader), cwd: await cwdOf(leader) };
    }),
  );
  return found.toSorted((a, b) => a.case - b.case);
}

export interface Identity {
  readonly case: number;
  readonly names: readonly string[];
  readonly argv: readonly string[];
  readonly cwd: string;
}

const IDENTITY =
  '<record>#{@case}<next>#{pane_pid}<next>#{session_name}<next>#{window_name}<next>#{pane_title}';

async function cwdOf(pid: number): Promise<string> {
  return readlink(`/proc/${pid}/cwd`, 'latin1');
}
