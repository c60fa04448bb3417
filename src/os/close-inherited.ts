import { closeSync, readdirSync, readFileSync } from 'node:fs';

/** O_CLOEXEC as /proc/PID/fdinfo shows it. Everything that Node opens has it. */
const CLOSE_ON_EXEC = 0o2000000;
const FIRST_AFTER_STDERR = 3;

/**
 * Closes the descriptors that were open when this process began, except the standard ones: what
 * somebody upstream forgot to close must not be kept open for days, nor handed on to children.
 */
export function closeInherited(): void {
  for (const fd of readdirSync('/proc/self/fd').map(Number)) {
    if (fd >= FIRST_AFTER_STDERR && isInherited(fd)) closeSync(fd);
  }
}

function isInherited(fd: number): boolean {
  try {
    const [, flags = '0'] = /^flags:\s+(\d+)/m.exec(readInfo(fd)) ?? [];
    return (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) === 0;
  } catch {
    // the descriptor by which the folder was read
    return false;
  }
}

function readInfo(fd: number): string {
  return readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1');
}
