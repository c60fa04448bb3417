import { StetError } from '../../base/errors.ts';
import type { Call } from '../../os/call.ts';
import type { ExecResult } from '../../protocol/session-answers.ts';
import type { SessionParams } from '../../protocol/session-methods.ts';
import type { House } from '../core/house.ts';
import type { Session } from '../core/session.ts';

export async function execute(
  _house: House,
  session: Session,
  _asked: SessionParams<'session.exec'>,
  _call: Call,
): Promise<ExecResult> {
  throw new StetError('SHELL_UNREADY', `Session '${session.name}' is not at a prompt`);
}
