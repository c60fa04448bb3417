// Names hold nothing that a shell would act on (model/workspace-name.ts); a file that somebody has
// tampered with might, and is not offered.
const HARMLESS = '[^\\\\"$`;&|<>(){}*?!#~[:cntrl:]]*';

/** The value of a key two levels deep in what --json prints, by sed: no shell brings a JSON reader. */
export function savedNames(command: 'list' | 'log', key: 'name' | 'id'): string {
  return printed(`stet ${command}`, key, 4);
}

/** The names of the sessions that run. */
export function sessionNames(): string {
  return printed('stet list-sessions', 'name', 6);
}

/** The refs that a session's screen shows; `flags` say which session. */
export function screenRefs(flags: string): string {
  return printed(`stet snapshot --elements ${flags}`, 'ref', 6);
}

function printed(command: string, key: string, indent: number): string {
  const pattern = `s/^${' '.repeat(indent)}"${key}": "\\(${HARMLESS}\\)",\\{0,1\\}$/\\1/p`;
  return `${command} --json 2>/dev/null | sed -n '${pattern}'`;
}
