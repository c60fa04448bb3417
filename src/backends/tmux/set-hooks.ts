import type { Settings } from '../../model/checkpoint.ts';
import { panesOf } from '../../model/layout-tree.ts';
import { word } from './command-language.ts';
import type { Opening } from './opening.ts';

/** Sets the saved hooks. Last of all, and in a script of its own: what a restore does sets off none of them. */
export function hookCommands(opening: Opening): readonly string[] {
  const { job } = opening;
  const set = (id: string, flag: string, settings: Settings | undefined): readonly string[] => {
    const ref = opening.refOf(id);
    return ref === undefined ? [] : setHooks(`${flag} -t "${ref}"`, settings);
  };
  return [
    ...job.arrange.windows.flatMap((id) => set(id, '', job.windows[id]?.settings)),
    ...job.arrange.tabs.flatMap((id) => set(id, '-w', job.tabs[id]?.settings)),
    ...job.arrange.tabs
      .flatMap((id) => (job.tabs[id] === undefined ? [] : panesOf(job.tabs[id].layout)))
      .flatMap((id) => set(id, '-p', job.starts.get(id)?.saved.settings)),
  ];
}

/** tmux shows a hook as the command that it is; as one word it is parsed once, as when it was set. */
function setHooks(target: string, settings: Settings | undefined): readonly string[] {
  return Object.entries(settings?.hooks ?? {}).map(
    ([name, command]) => `set-hook ${target} ${word(name)} ${word(command)}`,
  );
}
