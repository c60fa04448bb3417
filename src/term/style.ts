/** A colour as the program asked for it; indexed ones are 0 to 255, channels too. */
export type Color =
  | { readonly kind: 'default' }
  | { readonly kind: 'indexed'; readonly index: number }
  | {
      readonly kind: 'rgb';
      readonly red: number;
      readonly green: number;
      readonly blue: number;
    };

/** The underlines of SGR 4:0 to 4:5. */
export type Underline = 'none' | 'single' | 'double' | 'curly' | 'dotted' | 'dashed';

/** A hyperlink of OSC 8. `id` is empty unless the program grouped cells by one. */
export interface Hyperlink {
  readonly uri: string;
  readonly id: string;
}

/** How a cell looks. */
export interface CellStyle {
  readonly foreground: Color;
  readonly background: Color;
  readonly underlineColor: Color;
  readonly underline: Underline;
  readonly bold: boolean;
  readonly faint: boolean;
  readonly italic: boolean;
  readonly blink: boolean;
  readonly inverse: boolean;
  readonly invisible: boolean;
  readonly struck: boolean;
  readonly overlined: boolean;
  readonly link: Hyperlink | undefined;
}

const noColor: Color = { kind: 'default' };

/** The style of a cell that nobody styled. */
export const plainStyle: CellStyle = {
  foreground: noColor,
  background: noColor,
  underlineColor: noColor,
  underline: 'none',
  bold: false,
  faint: false,
  italic: false,
  blink: false,
  inverse: false,
  invisible: false,
  struck: false,
  overlined: false,
  link: undefined,
};
