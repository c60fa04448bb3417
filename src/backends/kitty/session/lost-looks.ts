/** What kitty 0.26 has no words for in a session file, by the setting that holds it. */
export type Looks = Readonly<Record<string, string>>;

export const WINDOW_LOOKS: Looks = { title: 'the title of a window', state: 'its state' };
export const TAB_LOOKS: Looks = {
  active_fg: 'the colours of its tab',
  active_bg: 'the colours of its tab',
  inactive_fg: 'the colours of its tab',
  inactive_bg: 'the colours of its tab',
};
export const PANE_LOOKS: Looks = {
  colors: 'the colours of a pane',
  marker: 'its mark',
  edges: 'its margins and padding',
  variables: 'its variables',
};

/** What of the looks is set, and so is missing from the file. */
export function lostLooks(
  options: Readonly<Record<string, string>>,
  looks: Looks,
): readonly string[] {
  const set = Object.keys(looks).filter(
    (name) => options[name] !== undefined && options[name] !== 'normal',
  );
  return [...new Set(set.flatMap((name) => looks[name] ?? []))];
}
