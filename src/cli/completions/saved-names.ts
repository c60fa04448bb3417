// Names hold nothing that a shell would act on (model/workspace-name.ts); a file that somebody has
// tampered with might, and is not offered.
const HARMLESS = '[^\\\\"$`;&|<>(){}*?!#~[:cntrl:]]*';

/** The value of a key two levels deep in what --json prints, by sed: no shell brings a JSON reader. */
export function savedNames(command: 'list' | 'log', key: 'name' | 'id'): string {
  const pattern = `s/^    "${key}": "\\(${HARMLESS}\\)",\\{0,1\\}$/\\1/p`;
  return `stet ${command} --json 2>/dev/null | sed -n '${pattern}'`;
}
