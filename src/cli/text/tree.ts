/** A line and what hangs below it. */
export interface Branch {
  readonly line: string;
  readonly children: readonly Branch[];
}

/** The lines of a tree, drawn with the corners of a box; the outermost stand at the margin. */
export function treeLines(branches: readonly Branch[]): readonly string[] {
  return branches.flatMap(({ line, children }) => [line, ...childLines(children, '')]);
}

function childLines(branches: readonly Branch[], indent: string): readonly string[] {
  return branches.flatMap(({ line, children }, at) => {
    const isLast = at === branches.length - 1;
    return [
      `${indent}${isLast ? '└─ ' : '├─ '}${line}`,
      ...childLines(children, `${indent}${isLast ? '   ' : '│  '}`),
    ];
  });
}
