const shells = new Set(['sh', 'dash', 'ash', 'bash', 'zsh', 'fish', 'ksh', 'mksh', 'busybox']);

/** The name of a program without its folder and a login shell's "-". */
export function programName(argv: readonly string[]): string {
  return (argv[0] ?? '').split('/').at(-1)?.replace(/^-/, '') ?? '';
}

/** Is it a shell that reads commands? One that runs a script is not. */
export function isShell(argv: readonly string[]): boolean {
  return shells.has(programName(argv)) && argv.slice(1).every((word) => /^[-+]/.test(word));
}
