import type { Cursor } from '../terminal.ts';

const shapes: readonly Cursor['shape'][] = ['block', 'underline', 'bar'];

/** The cursor's shape and whether it blinks (DECSCUSR, ?12). Power-on: a blinking block. */
export class CursorLook {
  /** The parameter of DECSCUSR, 0 to 6. */
  style = 0;
  blinking = true;

  get shape(): Cursor['shape'] {
    return shapes[(Math.max(1, this.style) - 1) >> 1] ?? 'block';
  }

  setStyle(style: number): void {
    if (style > 6) return;
    this.style = style;
    this.blinking = style === 0 || style % 2 === 1;
  }
}
