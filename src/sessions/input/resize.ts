import type { SessionSize } from '../../protocol/session-answers.ts';
import type { House } from '../core/house.ts';
import type { Session } from '../core/session.ts';
import { type Patience, watch } from '../core/watch.ts';

/** Changes the size; returns when the screen has it. */
export async function resize(
  house: House,
  session: Session,
  { size, signal }: { readonly size: SessionSize; readonly signal: AbortSignal },
): Promise<void> {
  const patience: Patience = { timeoutMs: 5000, signal };
  house.holder.resize(session.id, { columns: size.cols, rows: size.rows });
  await watch(
    session,
    () => {
      const { columns, rows } = session.terminal.size;
      const isDone = (columns === size.cols && rows === size.rows) || !session.isRunning;
      return isDone ? { kind: 'found', value: true } : { kind: 'wait' };
    },
    patience,
  );
}
