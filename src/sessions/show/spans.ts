import type { StyledSpan } from '../../protocol/session-answers.ts';
import type { CellStyle, Color } from '../../term/style.ts';
import type { Terminal } from '../../term/terminal.ts';
import { screenLines } from '../core/screen-text.ts';

/** Neighbouring cells of the screen that look alike and not like the default, row by row. */
export function styledSpans(terminal: Terminal): readonly StyledSpan[] {
  return screenLines(terminal).flatMap(({ runs }, row) => {
    let col = 0;
    return runs.flatMap(({ text, columns, style }) => {
      const start = col;
      col += columns;
      const look = lookOf(style);
      return look === undefined ? [] : [{ row, col: start, cols: columns, text, ...look }];
    });
  });
}

type SpanLook = Pick<StyledSpan, 'fg' | 'bg' | 'attributes' | 'link'>;

/** Undefined for a style that is the default. */
function lookOf(style: CellStyle): SpanLook | undefined {
  const fg = colorName(style.foreground);
  const bg = colorName(style.background);
  const attributes = attributeNames.filter(([, isOn]) => isOn(style)).map(([name]) => name);
  const link = style.link?.uri;
  if (fg === undefined && bg === undefined && attributes.length === 0 && link === undefined) {
    return undefined;
  }
  return {
    attributes,
    ...(fg !== undefined && { fg }),
    ...(bg !== undefined && { bg }),
    ...(link !== undefined && { link }),
  };
}

const attributeNames: readonly (readonly [string, (style: CellStyle) => boolean])[] = [
  ['bold', ({ bold }) => bold],
  ['dim', ({ faint }) => faint],
  ['italic', ({ italic }) => italic],
  ['underline', ({ underline }) => underline !== 'none'],
  ['blink', ({ blink }) => blink],
  ['inverse', ({ inverse }) => inverse],
  ['hidden', ({ invisible }) => invisible],
  ['strikethrough', ({ struck }) => struck],
  ['overline', ({ overlined }) => overlined],
];

const basicNames = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

function colorName(color: Color): string | undefined {
  switch (color.kind) {
    case 'default':
      return undefined;
    case 'indexed': {
      const name = basicNames[color.index % 8] ?? '';
      if (color.index < 8) return name;
      return color.index < 16 ? `bright-${name}` : `color-${color.index}`;
    }
    case 'rgb':
      return `#${[color.red, color.green, color.blue].map(hexByte).join('')}`;
  }
}

function hexByte(value: number): string {
  return value.toString(16).padStart(2, '0');
}
