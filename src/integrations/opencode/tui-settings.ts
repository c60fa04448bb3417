import { findNodeAtLocation, parseTree, type ParseError } from 'jsonc-parser';
import { StetError } from '../../base/errors.ts';

/**
 * Puts a plugin into opencode's settings of its terminal interface, and nothing else: comments,
 * order and spaces stay. Three forms of insertion, each of which `withoutPlugin` finds again.
 * @throws StetError CONFIG_INVALID for a file that is no JSON object
 */
export function withPlugin(before: string | undefined, path: string): string {
  const plugin = JSON.stringify(path);
  if (before === undefined) return wholeFile(plugin);
  if (before.includes(plugin)) return before;
  const errors: ParseError[] = [];
  const root = parseTree(before, errors, { allowTrailingComma: true });
  const list = root === undefined ? undefined : findNodeAtLocation(root, ['plugin']);
  const isUsable = root?.type === 'object' && (list === undefined || list.type === 'array');
  if (!isUsable || errors.length > 0) {
    throw new StetError('CONFIG_INVALID', 'Cannot read the settings of opencode: not JSON', {
      hint: 'Correct the file, then run "stet integrate opencode" again',
    });
  }
  if (list !== undefined) {
    const isEmpty = (list.children ?? []).length === 0;
    return insert(before, list.offset + 1, isEmpty ? `${plugin} ` : `${plugin}, `);
  }
  const isEmpty = (root.children ?? []).length === 0;
  return insert(before, root.offset + 1, isEmpty ? ownKey(plugin) : `${ownKey(plugin)},`);
}

/** Takes the plugin out again: the text is what it was before, to the byte. */
export function withoutPlugin(before: string | undefined, path: string): string | undefined {
  const plugin = JSON.stringify(path);
  if (before === undefined || before === wholeFile(plugin)) return undefined;
  const forms = [`${ownKey(plugin)},`, ownKey(plugin), `${plugin}, `, `${plugin} `, plugin];
  const form = forms.find((text) => before.includes(text));
  return form === undefined ? before : before.replace(form, () => '');
}

/** In a file that had no list of plugins; the two spaces tell it from a list of the user's. */
function ownKey(plugin: string): string {
  return `  "plugin":[${plugin}]`;
}

function wholeFile(plugin: string): string {
  return `{ "plugin": [${plugin}] }\n`;
}

function insert(text: string, at: number, addition: string): string {
  return text.slice(0, at) + addition + text.slice(at);
}
