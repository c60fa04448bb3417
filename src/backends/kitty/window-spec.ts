import type { Window } from '../../model/checkpoint.ts';

/** A new OS window, in the words of `kitty/stet_kitty/change.py`. */
export interface WindowSpec {
  readonly mark: string;
  readonly name: string;
  readonly class: string | null;
  readonly wmName: string | null;
  readonly title: string | null;
  /** In pixels. */
  readonly size: readonly number[] | null;
  readonly fontSize: number | null;
  readonly opacity: number | null;
}

export function windowSpec(mark: string, { name, settings }: Window): WindowSpec {
  const { options = {} } = settings ?? {};
  const size = numbersIn(options['size'], 'x');
  return {
    mark,
    name,
    class: options['class'] ?? null,
    wmName: options['wm_name'] ?? null,
    title: options['title'] ?? null,
    size: size?.every((length) => length > 0) === true ? size : null,
    fontSize: numbersIn(options['font_size'], ' ')?.[0] ?? null,
    opacity: numbersIn(options['background_opacity'], ' ')?.[0] ?? null,
  };
}

/** Where the window stood on the screen, in pixels; undefined when nobody could tell. */
export function positionOf({ settings }: Window): readonly number[] | undefined {
  return numbersIn(settings?.options['position'], ',');
}

function numbersIn(text: string | undefined, separator: string): readonly number[] | undefined {
  const numbers = text?.split(separator).map(Number);
  return numbers?.every((number) => Number.isFinite(number)) === true ? numbers : undefined;
}
