import { createHash } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson } from '../../model/canonical-json.ts';

const Sealed = z.looseObject({
  integrity: z.looseObject({ algorithm: z.literal('sha256'), hash: z.string() }),
});

/** The hash that belongs into `integrity.hash`: over the canonical JSON of everything else. */
export function integrityHash(manifest: { readonly integrity: object }): string {
  const everythingElse = { ...manifest, integrity: { ...manifest.integrity, hash: undefined } };
  return createHash('sha256').update(canonicalJson(everythingElse)).digest('hex');
}

/** Whether a manifest, as it was parsed from its file, is what its writer wrote. */
export function isIntact(manifest: unknown): boolean {
  const sealed = Sealed.safeParse(manifest);
  return sealed.success && sealed.data.integrity.hash === integrityHash(sealed.data);
}
