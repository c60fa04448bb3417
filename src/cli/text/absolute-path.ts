/** A path as the caller wrote it, from the root. ".." stays: behind a link it is elsewhere. */
export function absolutePath(cwd: string, written: string): string {
  const path = written.startsWith('/') ? written : `${cwd}/${written}`;
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  return `/${names.join('/')}`;
}
