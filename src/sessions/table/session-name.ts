import { StetError } from '../../base/errors.ts';

const LONGEST = 64;

/**
 * A name as a session can have it: letters, digits, "-" and "_". Other characters become "-";
 * what looks like a path, or leaves nothing to read, is refused.
 * @throws StetError NAME_INVALID
 */
export function sessionName(written: string): string {
  const isPath = /[/\\\0]/.test(written) || /^\.+$/.test(written);
  const name = written.replaceAll(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+/, '');
  if (isPath || !/[A-Za-z0-9]/.test(name) || name.length > LONGEST) throw invalid(written);
  return name;
}

/** The first of a name and its numbered kin that is free: "default", then "htop", "htop-2" … */
export function freeName(argv: readonly string[], isTaken: (name: string) => boolean): string {
  if (!isTaken('default')) return 'default';
  const program = (argv[0] ?? '').split('/').at(-1) ?? '';
  const base = program
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 48);
  const stem = /[A-Za-z0-9]/.test(base) ? base : 'session';
  let name = stem;
  for (let number = 2; isTaken(name); number += 1) name = `${stem}-${number}`;
  return name;
}

function invalid(written: string): StetError {
  return new StetError('NAME_INVALID', `Cannot call a session ${JSON.stringify(written)}`, {
    hint: `Use 1 to ${LONGEST} letters, digits, "-" or "_"`,
  });
}
