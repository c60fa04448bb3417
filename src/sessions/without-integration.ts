/** The words that a shell was asked to start with, without those that make it tell of its prompt. */
export function withoutIntegration(id: string, argv: readonly string[]): readonly string[] {
  const at = argv.findIndex((word) => word.includes(integrationFile(id)));
  return at < 1 ? argv : [...argv.slice(0, at - 1), ...argv.slice(at + 1)];
}

/** The name of the file, or folder, that a session's shell reads as it starts. */
export function integrationFile(id: string): string {
  return `${id}.shell`;
}
