import type { Pane, Restore } from '../model/checkpoint.ts';

/** What may happen to whatever runs in one pane. */
export type PanePolicy = Restore['policy'];

const POLICIES: readonly PanePolicy[] = ['run', 'prompt', 'shell', 'never'];

/**
 * The policy that the user has set on a pane: tmux's pane option `@stet_policy`, kitty's user
 * variable `stet_policy`, `stet spawn --policy`. Undefined for none, and for a word that is none.
 */
export function panePolicyOf({ settings }: Pick<Pane, 'settings'>): PanePolicy | undefined {
  const { options = {}, environment = [] } = settings ?? {};
  const own =
    options['@stet_policy'] ??
    variableIn(options['variables'], 'stet_policy') ??
    environment.find(({ name }) => name === SESSION_POLICY)?.value;
  return POLICIES.find((policy) => policy === own);
}

/** How a session of stet's own remembers it: what runs in it can see that. */
const SESSION_POLICY = 'STET_PANE_POLICY';

/** kitty's user variables are recorded as JSON. */
function variableIn(recorded: string | undefined, name: string): unknown {
  if (recorded === undefined) return undefined;
  try {
    const variables: unknown = JSON.parse(recorded);
    return typeof variables === 'object' && variables !== null
      ? Object.entries(variables).find(([own]) => own === name)?.[1]
      : undefined;
  } catch {
    return undefined;
  }
}
