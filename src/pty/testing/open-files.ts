import { readdir, readlink } from 'node:fs/promises';

/** What a process has open, as "descriptor path", without those of Node's own machinery. */
export async function openFiles(pid: number): Promise<readonly string[]> {
  const folder = `/proc/${pid}/fd`;
  const links = await Promise.all(
    (await readdir(folder)).map(
      async (fd) => `${fd} ${await readlink(`${folder}/${fd}`).catch(() => 'closed')}`,
    ),
  );
  return links.filter((link) => !/ anon_inode:| pipe:/.test(link)).toSorted();
}
