import { type PlannedCell, type Split, splitRounds } from './layout-plan.ts';
import { markNewPane } from './mark-new.ts';
import type { Opening } from './opening.ts';

/** Cuts every new tab into its panes, at their final sizes, round by round. */
export async function openPanes(opening: Opening): Promise<void> {
  const { sessions, tabs, layouts } = opening.outline;
  const opened = [...sessions.map(({ first }) => first), ...tabs];
  const sizes = opened.flatMap(({ id, tab }) => {
    const ref = opening.refOf(id);
    return ref === undefined
      ? []
      : [`resize-window -t ${ref} -x ${tab.size.cols} -y ${tab.size.rows}`];
  });
  await opening.script(sizes);
  const rounds = opened.map(({ id }) => {
    const layout = layouts.get(id);
    return layout === undefined || opening.refOf(id) === undefined ? [] : splitRounds(layout.root);
  });
  for (let round = 0; round < Math.max(0, ...rounds.map(({ length }) => length)); round += 1) {
    await cutPanes(
      opening,
      rounds.flatMap((own) => own[round] ?? []),
    );
  }
}

/** Puts each pane that is missing from a live tab beside its neighbour in reading order. */
export async function addPanes(opening: Opening): Promise<void> {
  for (const { tab, pane } of opening.job.openPanes) {
    const layout = opening.outline.layouts.get(tab);
    const order = layout === undefined ? [] : panesIn(layout.root);
    const at = order.indexOf(pane);
    const before = order.slice(0, at).findLast((id) => opening.refOf(id) !== undefined);
    const after = order.slice(at + 1).find((id) => opening.refOf(id) !== undefined);
    const neighbour = opening.refOf(before ?? after);
    const side = before === undefined ? '-b ' : '';
    const command =
      neighbour === undefined ? undefined : splitWindow(opening, pane, `${side}-t ${neighbour}`);
    const mark = markNewPane(neighbour ?? '', pane);
    await record(opening, [{ id: pane, name: `pane ${pane}`, command, mark }]);
  }
}

async function cutPanes(opening: Opening, splits: readonly Split[]): Promise<void> {
  await record(
    opening,
    splits.map(({ pane, target, axis, cells }) => {
      const ref = opening.refOf(target);
      const place = `-t ${ref ?? ''} ${axis === 'row' ? '-h' : '-v'} -l ${cells}`;
      return {
        id: pane,
        name: `pane ${pane}`,
        command: ref === undefined ? undefined : splitWindow(opening, pane, place),
        mark: markNewPane(ref ?? '', pane),
      };
    }),
  );
}

async function record(
  opening: Opening,
  creations: Parameters<Opening['create']>[0],
): Promise<void> {
  for (const [id, [ref]] of await opening.create(creations))
    if (ref !== undefined) opening.made(id, ref);
}

function splitWindow({ job, files }: Opening, pane: string, place: string): string | undefined {
  const start = job.starts.get(pane);
  return start === undefined
    ? undefined
    : `split-window -d -P -F "#{pane_id}" ${place} ${files.commandOf(start)}`;
}

function panesIn(cell: PlannedCell): readonly string[] {
  return cell.type === 'pane' ? [cell.pane] : cell.cells.flatMap(panesIn);
}
