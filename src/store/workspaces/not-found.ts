import { StetError } from '../../base/errors.ts';
import { nearestName } from '../../base/nearest-name.ts';
import type { Catalog } from '../checkpoints/catalog.ts';

export function workspaceNames(catalog: Catalog): readonly string[] {
  return [...new Set(catalog.entries.map(({ workspaceNow }) => workspaceNow))].toSorted();
}

/** Nothing was ever saved under that name; the hint knows the nearest one. */
export function workspaceNotFound(catalog: Catalog, name: string): StetError {
  const names = workspaceNames(catalog);
  const nearest = nearestName(name, names);
  const hint =
    names.length === 0
      ? 'Nothing is saved yet; run "stet save" first'
      : nearest === undefined
        ? undefined
        : `Did you mean ${JSON.stringify(nearest)}?`;
  return new StetError(
    'WORKSPACE_NOT_FOUND',
    `Cannot find workspace ${JSON.stringify(name)}`,
    hint === undefined ? {} : { hint },
  );
}

export function checkpointNotFound(id: string): StetError {
  return new StetError('CHECKPOINT_NOT_FOUND', `Cannot find checkpoint ${JSON.stringify(id)}`);
}
