import type { ProcessStat } from './process-table.ts';

type Table = ReadonlyMap<number, ProcessStat>;

const groups = new WeakMap<Table, ReadonlyMap<number, readonly ProcessStat[]>>();

/** The living processes of a group. Every terminal asks: the table is sorted into groups once. */
export function livingGroup(group: number, table: Table): readonly ProcessStat[] {
  const known = groups.get(table) ?? sorted(table);
  groups.set(table, known);
  return known.get(group) ?? [];
}

function sorted(table: Table): ReadonlyMap<number, readonly ProcessStat[]> {
  const found = new Map<number, ProcessStat[]>();
  for (const member of table.values()) {
    if (member.state === 'Z') continue;
    const group = found.get(member.group);
    if (group === undefined) found.set(member.group, [member]);
    else group.push(member);
  }
  return found;
}
