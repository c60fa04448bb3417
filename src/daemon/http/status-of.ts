import type { FailureBody } from '../../protocol/wire.ts';

const BY_CODE: Readonly<Record<string, number>> = {
  METHOD_UNKNOWN: 404,
  REQUEST_TOO_LARGE: 413,
  DAEMON_BUSY: 503,
  DAEMON_VERSION: 426,
  STORE_FULL: 507,
};

const BY_EXIT: Readonly<Record<number, number>> = {
  2: 400,
  3: 503,
  4: 410,
  5: 404,
  6: 409,
  7: 403,
  124: 504,
  130: 499,
};

/** The HTTP status that comes closest to a failure; the body says exactly what it is. */
export function statusOf({ code, exit }: FailureBody): number {
  return BY_CODE[code] ?? BY_EXIT[exit] ?? 500;
}
