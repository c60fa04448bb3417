import { StetError } from '../base/errors.ts';
import type { ForeignFile, ForeignFormat } from '../backends/backend.ts';
import type { EngineContext } from './context.ts';
import { select } from './select.ts';

export interface ExportRequest {
  /** A workspace, a checkpoint or the start of its id. */
  readonly target: string;
  readonly format: string;
  readonly hosts: readonly string[];
  readonly copiesEnvironment: boolean;
}

/**
 * Writes a checkpoint in the format of another program, one file a host; what that format cannot
 * say is told.
 * @throws StetError FORMAT_UNKNOWN, SELECTION_EMPTY, or as reading a checkpoint does
 */
export async function exportCheckpoint(
  context: EngineContext,
  { target, format, hosts, copiesEnvironment }: ExportRequest,
): Promise<readonly ForeignFile[]> {
  const wanted = formatCalled(context, format);
  const checkpoint = await context.store.find(target);
  const files = wanted.write(select(checkpoint, [], hosts), { copiesEnvironment });
  if (files.length > 0) return files;
  throw new StetError('SELECTION_EMPTY', `The checkpoint holds nothing that ${format} is for`, {
    hint: 'Run "stet show" to see its hosts',
  });
}

/** Every foreign format that some backend speaks. */
export function formatsOf({ backends }: EngineContext): readonly ForeignFormat[] {
  return backends.flatMap(({ formats = [] }) => formats);
}

function formatCalled(context: EngineContext, name: string): ForeignFormat {
  const known = formatsOf(context);
  const found = known.find((format) => format.name === name);
  if (found !== undefined) return found;
  throw new StetError('FORMAT_UNKNOWN', `Cannot find a format called ${JSON.stringify(name)}`, {
    hint: `stet knows: ${known.map((format) => format.name).join(', ')}`,
  });
}
