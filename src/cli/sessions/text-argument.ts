import type { Argument } from '../command.ts';

/** The text that goes into a session. */
export const textArgument: Argument = {
  name: 'TEXT',
  text: 'The text, as one word: in quotes when it has blanks',
  isRequired: true,
  mayBeEmpty: true,
};
