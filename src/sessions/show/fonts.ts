import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Families that have box drawing, and that distributions install; the first that is found is used. */
const families = [
  /^DejaVuSansMono(?:-Bold|-Oblique|-BoldOblique)?\.ttf$/,
  /^LiberationMono-\w+\.ttf$/,
  /^NotoSansMono-(?:Regular|Bold)\.ttf$/,
  /^UbuntuMono-\w+\.ttf$/,
  /^(?:Hack|FiraMono|JetBrainsMono|SourceCodePro|RobotoMono|IBMPlexMono)-(?:Regular|Bold)\.ttf$/,
  /Mono.*-(?:Regular|Bold)\.(?:ttf|otf)$/,
];

let known: Promise<readonly Buffer[]> | undefined;

/** The files of a monospaced font of this machine; none when there is none. */
export async function monospaceFonts(): Promise<readonly Buffer[]> {
  known ??= readFonts();
  const fonts = await known;
  if (fonts.length === 0) known = undefined;
  return fonts;
}

async function readFonts(): Promise<readonly Buffer[]> {
  const data = process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share');
  const folders = [join(data, 'fonts'), '/usr/local/share/fonts', '/usr/share/fonts'];
  const paths = (await Promise.all(folders.map(filesIn))).flat();
  for (const family of families) {
    const found = paths.filter((path) => family.test(path.split('/').at(-1) ?? ''));
    if (found.length > 0) return Promise.all(found.slice(0, 4).map((path) => readFile(path)));
  }
  return [];
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.map((name) => join(folder, name));
}
