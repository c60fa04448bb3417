import { expect, test } from 'vitest';
import { editing } from './editing.ts';
import { moves } from './moves.ts';
import { scrolling } from './scrolling.ts';
import { shownAfter } from './shown.ts';
import { states } from './states.ts';
import { wrapping } from './wrapping.ts';

test.each([...moves, ...scrolling, ...editing, ...wrapping, ...states])(
  '%s',
  (_, output, shows) => {
    expect(shownAfter(output)).toBe(shows);
  },
);
