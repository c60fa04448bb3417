import { Checkpoint, CHECKPOINT_VERSION, type CheckpointDraft } from '../checkpoint.ts';

/** A draft as a whole checkpoint, with a seal that nobody has checked. */
export function checkpointOf(draft: CheckpointDraft): Checkpoint {
  return Checkpoint.parse({
    format: 'stet-checkpoint',
    version: CHECKPOINT_VERSION,
    minReader: CHECKPOINT_VERSION,
    id: '01JD0000000000000000000000',
    seq: 1,
    parent: null,
    ...draft,
    integrity: { algorithm: 'sha256', hash: '' },
  });
}
