import * as z from 'zod';

/** What the part of stet inside kitty says to any request. */
export const InnerAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string(), log: z.string().default('') }),
]);

const id = z.int().nonnegative();
const whole = z.int();
const pair = z.tuple([whole, whole]);
const shares = z.union([z.array(z.number()), z.record(z.string(), z.number())]);

/** A node of kitty's split layout: numbers are places in the tab's list of groups. */
export type PairFacts = {
  readonly horizontal: boolean;
  readonly bias: number;
  readonly one: PairSide;
  readonly two: PairSide;
};
export type PairSide = PairFacts | number | null;

const PairSide: z.ZodType<PairSide> = z.lazy(() => z.union([PairFacts, id, z.null()]));
const PairFacts: z.ZodType<PairFacts> = z.object({
  horizontal: z.boolean(),
  bias: z.number(),
  one: PairSide,
  two: PairSide,
});

/** How one layout of a tab was changed from its default. */
export const LayoutFacts = z.object({
  main_bias: shares.optional(),
  biased_map: shares.optional(),
  biased_cols: shares.optional(),
  biased_rows: shares.optional(),
  full_size: whole.optional(),
  mirrored: z.boolean().optional(),
  pairs: PairFacts.optional(),
});

export const Marker = z.tuple([
  z.string(),
  z.union([z.string(), z.array(z.array(z.union([whole, z.string()])))]),
]);

const PaneFacts = z.object({
  id,
  mark: z.string().nullable(),
  pid: id.nullable(),
  argv: z.array(z.string()),
  cwd: z.string(),
  environment: z.record(z.string(), z.string()),
  title: z.string(),
  givenTitle: z.string().nullable(),
  size: pair,
  stamp: z.string(),
  history: whole,
  scrolledBy: whole,
  isAlternate: z.boolean(),
  overlay: z.string().nullable(),
  isHelper: z.boolean(),
  marker: Marker.nullable(),
  edges: z.record(z.string(), z.number()),
  colors: z.record(z.string(), z.number()),
  variables: z.record(z.string(), z.string()),
});

const TabFacts = z.object({
  id,
  mark: z.string().nullable(),
  name: z.string().nullable(),
  title: z.string(),
  size: pair,
  enabledLayouts: z.array(z.string()),
  layout: z.string(),
  lastLayout: z.string().nullable(),
  layouts: z.record(z.string(), LayoutFacts),
  colors: z.record(z.string(), z.number()),
  groups: z.array(z.array(id).min(1)),
  activeGroup: whole,
  groupHistory: z.array(id),
  panes: z.array(PaneFacts).min(1),
});

const WindowFacts = z.object({
  id,
  mark: z.string().nullable(),
  name: z.string().nullable(),
  class: z.string(),
  wmName: z.string(),
  title: z.string().nullable(),
  size: pair,
  position: pair.nullable(),
  state: z.string().nullable(),
  awaitsManager: z.boolean(),
  fontSize: z.number().nullable(),
  opacity: z.number().nullable(),
  isFocused: z.boolean(),
  activeTab: id.nullable(),
  tabHistory: z.array(id),
  tabs: z.array(TabFacts).min(1),
});

/** Everything that is open in one kitty, as `kitty/stet_kitty/look.py` tells it. */
export const KittyFacts = z.object({
  version: z.string(),
  pid: id,
  windows: z.array(WindowFacts),
});

/** Where the output of one pane was written, and where the cursor is in it. */
export const TextFacts = z.object({
  stamp: z.string(),
  historyBytes: id,
  continues: z.boolean(),
  cursor: id,
  isAlternate: z.boolean(),
});

/** What a kitty could not do to what it opened: the place of a pane, or null for the tab; why. */
const LeftOut = z.tuple([id.nullable(), z.string(), z.string()]);
export type LeftOut = z.output<typeof LeftOut>;

/** kitty's ids of what was opened. */
export const Added = z.object({ panes: z.array(id), left: z.array(LeftOut).default([]) });
export const Opened = z.object({ window: id, tab: id, ...Added.shape });

export type KittyFacts = z.output<typeof KittyFacts>;
export type WindowFacts = z.output<typeof WindowFacts>;
export type TabFacts = z.output<typeof TabFacts>;
export type PaneFacts = z.output<typeof PaneFacts>;
export type LayoutFacts = z.output<typeof LayoutFacts>;
export type TextFacts = z.output<typeof TextFacts>;
