import { readFile } from 'node:fs/promises';
import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser';
import * as z from 'zod';
import { StetError } from '../base/errors.ts';
import { ignore } from '../os/errno.ts';
import type { OptionSource } from '../protocol/resolve-options.ts';

const Config = z.record(z.string(), z.unknown());

/**
 * Reads the user's settings: JSON with comments and trailing commas. The settings may stand in a
 * group called "session". A file that is not there sets nothing.
 * @throws StetError CONFIG_INVALID
 */
export async function readConfig(path: string): Promise<OptionSource> {
  const text = (await readFile(path, 'utf8').catch(ignore('ENOENT', 'ENOTDIR'))) ?? '{}';
  const errors: ParseError[] = [];
  const data: unknown = parse(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined)
    throw invalid(
      path,
      `${printParseErrorCode(error.error)} in line ${lineOf(text, error.offset)}`,
    );
  const config = Config.safeParse(data);
  if (!config.success) throw invalid(path, 'it is not an object');
  const { session, $schema: _, ...own } = config.data;
  const group =
    session === undefined ? { success: true as const, data: {} } : Config.safeParse(session);
  if (!group.success) throw invalid(path, '"session" is not an object');
  const values = Object.entries({ ...group.data, ...own });
  return { origin: 'file', values: values.map(([name, value]) => ({ name, value, detail: path })) };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function invalid(path: string, why: string): StetError {
  return new StetError(
    'CONFIG_INVALID',
    `Cannot read the settings in ${JSON.stringify(path)}: ${why}`,
  );
}
