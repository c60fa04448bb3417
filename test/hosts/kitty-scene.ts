import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KittySandbox, RunningKitty } from './private-kitty.ts';
import { until } from './until.ts';

/**
 * Fills a kitty with everything that 0.26 knows: 3 OS windows, 12 tabs, 30 panes, every layout,
 * nested biased splits, overlays, odd titles and directories, programs and coloured scrollback.
 */
export async function buildKittyScene(
  { sandbox }: KittySandbox,
  kitty: RunningKitty,
): Promise<void> {
  const builder = new SceneBuilder(kitty, join(sandbox.home, 'places'));
  await mkdir(builder.places, { recursive: true });
  await firstWindow(builder);
  await secondWindow(builder);
  await thirdWindow(builder);
  await builder.settle();
}

class SceneBuilder {
  readonly kitty: RunningKitty;
  readonly places: string;
  readonly #facts: (() => Promise<void>)[] = [];

  constructor(kitty: RunningKitty, places: string) {
    this.kitty = kitty;
    this.places = places;
  }

  async place(name: string): Promise<string> {
    const path = join(this.places, name);
    await mkdir(path, { recursive: true });
    return path;
  }

  async osWindow(name: string, more: object = {}): Promise<number> {
    return this.kitty.launch({
      type: 'os-window',
      os_window_class: `class-${name}`,
      os_window_name: name,
      cwd: await this.place(name),
      ...more,
    });
  }

  async tab(beside: number, layout: string, more: object = {}): Promise<number> {
    const match = `window_id:${beside}`;
    const pane = await this.kitty.launch({ type: 'tab', match, ...more });
    await this.kitty.rc('goto-layout', { match: `window_id:${pane}`, layout });
    return pane;
  }

  async pane(beside: number, more: object = {}): Promise<number> {
    await this.kitty.rc('focus-window', { match: `id:${beside}` });
    return this.kitty.launch({ type: 'window', match: `window_id:${beside}`, ...more });
  }

  async resize(pane: number, axis: string, increment: number): Promise<void> {
    const match = `id:${pane}`;
    await this.kitty.rc('resize-window', { match, axis, increment, self: false });
  }

  /** A fact to wait for once everything was asked for. */
  later(what: string, fact: () => Promise<boolean>): void {
    this.#facts.push(async () => void (await until(what, fact)));
  }

  async settle(): Promise<void> {
    for (const fact of this.#facts) await fact();
  }
}

/** Splits, tall and fat, with biases; titles and directories that are hard to write down. */
async function firstWindow(builder: SceneBuilder): Promise<void> {
  const { kitty } = builder;
  const one = await builder.osWindow('one', { os_window_title: 'a "quoted" $HOME title' });
  await kitty.rc('goto-layout', { match: `window_id:${one}`, layout: 'splits' });
  const right = await builder.pane(one, { location: 'vsplit', cwd: await builder.place('b b') });
  const below = await builder.pane(right, { location: 'hsplit', cwd: await builder.place("it's") });
  const last = await builder.pane(below, {
    location: 'vsplit',
    cwd: await builder.place('new\nline'),
  });
  await builder.resize(one, 'horizontal', -11);
  await builder.resize(below, 'vertical', 5);
  await builder.resize(last, 'horizontal', 7);
  await kitty.rc('focus-window', { match: `id:${below}` });
  await kitty.rc('set-tab-title', { match: `window_id:${one}`, title: 'evil\nlaunch touch PWNED' });

  const tall = await builder.tab(one, 'tall', {
    cwd: await builder.place('ünï'),
    tab_title: '$HOME',
  });
  for (let count = 0; count < 2; count += 1)
    await builder.pane(tall, { env: ['SCENE=a\nb "c" $d'] });
  await builder.resize(tall, 'horizontal', 9);

  const fat = await builder.tab(tall, 'fat', { cwd: await builder.place('fat') });
  await builder.pane(fat);
  await builder.pane(fat);
  await builder.resize(fat, 'vertical', 3);
  await kitty.rc('set-tab-color', {
    match: `window_id:${fat}`,
    colors: { active_fg: 0x11_22_33, active_bg: 0xff_aa_00 },
  });

  const other = await builder.tab(fat, 'splits', { tab_title: '--title' });
  await builder.pane(other, { location: 'hsplit', window_title: 'pinned "title"' });
  await kitty.rc('goto-layout', { match: `window_id:${other}`, layout: 'tall' });
  await kitty.rc('goto-layout', { match: `window_id:${other}`, layout: 'stack' });
  await kitty.rc('resize-os-window', sized(one, 1000, 700));
  await kitty.rc('focus-window', { match: `id:${tall}` });
}

/** The other layouts, and an overlay. */
async function secondWindow(builder: SceneBuilder): Promise<void> {
  const { kitty } = builder;
  const two = await builder.osWindow('two', { tab_title: 'grid' });
  await kitty.rc('goto-layout', { match: `window_id:${two}`, layout: 'grid' });
  for (let count = 0; count < 3; count += 1) await builder.pane(two);
  await builder.resize(two, 'horizontal', 4);
  const horizontal = await builder.tab(two, 'horizontal');
  await builder.pane(horizontal);
  await builder.resize(horizontal, 'horizontal', -6);
  const vertical = await builder.tab(horizontal, 'vertical');
  await builder.pane(vertical);
  await builder.resize(vertical, 'vertical', 4);
  const stack = await builder.tab(vertical, 'stack');
  await builder.pane(stack);
  const covered = await builder.pane(stack, { args: ['sleep', '5001'] });
  await kitty.rc('focus-window', { match: `id:${covered}` });
  await kitty.launch({ type: 'overlay', match: `id:${covered}`, args: ['sleep', '5002'] });
  await kitty.rc('set-enabled-layouts', {
    match: `window_id:${stack}`,
    layouts: ['stack', 'tall:bias=70;full_size=2'],
  });
  await kitty.rc('resize-os-window', sized(two, 800, 600));
  await kitty.rc('focus-window', { match: `id:${vertical}` });
}

/** Programs, output, marks, colours and everything else that a pane has. */
async function thirdWindow(builder: SceneBuilder): Promise<void> {
  const { kitty } = builder;
  const three = await builder.osWindow('three');
  await kitty.rc('focus-window', { match: `id:${three}` });
  const printed = await builder.tab(three, 'tall', { args: ['bash', '--norc'] });
  await kitty.type(printed, `${PRINT}\n`);
  builder.later('output', async () => (await kitty.text(printed)).includes('curly'));
  const notes = join(builder.places, 'notes.txt');
  await writeFile(notes, 'some notes\n');
  const vim = await builder.pane(printed, { cwd: await builder.place('vim') });
  await kitty.type(vim, `seq 100 160; vim -n ${notes}\n`);
  builder.later('vim', async () => (await kitty.text(vim)).includes('some notes'));
  const piped = await builder.tab(printed, 'vertical', { cwd: await builder.place('pipes') });
  await kitty.type(piped, `tail -n 0 -f ${notes} | grep --line-buffered some | cat\n`);
  builder.later(
    'a pipeline',
    async () =>
      (await kitty.facts()).get('three:2.0|foreground')?.includes('"--line-buffered"') === true,
  );
  const titled = await builder.pane(piped, { args: ['sh', '-c', 'sleep 5003'] });
  await kitty.rc('create-marker', { match: `id:${titled}`, marker_spec: ['text', '1', 'note'] });
  await kitty.rc('set-colors', {
    match_window: `id:${titled}`,
    colors: { background: 0x10_20_30, cursor: 0xff_00_00 },
  });
  await kitty.rc('set-spacing', {
    match_window: `id:${titled}`,
    settings: { 'padding-left': 12, 'margin-top': 5 },
  });
  const scrolled = await builder.tab(piped, 'tall', { args: ['bash', '--norc'] });
  await kitty.type(scrolled, 'seq 1 500\n');
  await kitty.shows(scrolled, '\n500\n');
  await kitty.rc('scroll-window', { match: `id:${scrolled}`, amount: [33, 'l'] });
  await kitty.rc('set-background-opacity', { match_window: `id:${three}`, opacity: 0.8 });
  await kitty.rc('resize-os-window', sized(three, 900, 650));
  await kitty.rc('focus-window', { match: `id:${vim}` });
  // kitty resizes an OS window some time after it was asked to.
  builder.later('the last size', async () => {
    const geometry = (await kitty.facts()).get('three:0|geometry') ?? '[]';
    return !geometry.startsWith('[[71') && geometry !== '[]';
  });
  builder.later('a larger font', async () => {
    await kitty.rc('set-font-size', { size: 13.5, all: false, increment_op: null });
    return (await kitty.facts()).get('three|font size') === '13.5';
  });
}

const PRINT = String.raw`printf '\033]133;A\033\\marked\n\033]133;C\033\\'; for i in $(seq 1 300); do printf "\033[3%dmLINE %d \033[1;4mbold\033[0m é漢字\n" $((i%7)) $i; done; printf '\033]8;;http://example.com\033\\link\033]8;;\033\\ end\n%0300d\n\033[38;2;10;200;30mG\033[48:2:1:2:3mB\033[0m \033[4:3mcur\033[0mly\n' 7`;

function sized(pane: number, width: number, height: number): object {
  return {
    match: `id:${pane}`,
    action: 'resize',
    unit: 'pixels',
    width,
    height,
    incremental: false,
  };
}
