import { StetError } from '../../base/errors.ts';

/** No session runs or has ended lately under this name or id. */
export function sessionNotFound(name: string): StetError {
  return new StetError('SESSION_NOT_FOUND', `Session '${name}' not found`);
}

/** The name belongs to a session that runs. */
export function sessionExists(name: string): StetError {
  return new StetError('SESSION_EXISTS', `Session '${name}' already exists`);
}

/** What was asked needs a program that runs. */
export function sessionExited(name: string): StetError {
  return new StetError('SESSION_EXITED', `Session '${name}' has exited`);
}
