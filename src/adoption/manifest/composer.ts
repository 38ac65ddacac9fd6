import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { linesOf } from '../config/setting.ts';
import { notTable, valueAt } from './json-table.ts';
import { lowestOf } from './lowest-version.ts';
import type { Manifest, Requirement } from './requirement.ts';

/** What a composer.json requires; `require-dev` is for tests and tools. Platform packages (`php`) too. */
export function parseComposer(text: string): Manifest {
  const errors: ParseError[] = [];
  const root = parseTree(text.replace(/^\ufeff/, ' '), errors, { disallowComments: true });
  const lineOf = linesOf(text);
  let odd = notTable(root, lineOf);
  const requirements = ['require', 'require-dev'].flatMap((kind): Requirement[] => {
    const table = valueAt(root, kind);
    odd ??= notTable(table, lineOf);
    return (table?.type === 'object' ? (table.children ?? []) : []).flatMap(({ children = [] }) => {
      const [key, value] = children;
      if (key === undefined) return [];
      return [
        {
          name: String(key.value),
          extras: [],
          line: lineOf(key.offset),
          ecosystem: 'composer',
          ...lowestOf(typeof value?.value === 'string' ? value.value : 'unread'),
          ...(kind === 'require-dev' && { testing: true as const, dev: true as const }),
        },
      ];
    });
  });
  const [first] = errors;
  const fault =
    first === undefined
      ? odd
      : `not JSON: line ${lineOf(first.offset)}: ${printParseErrorCode(first.error)}`;
  return { only: 'composer', requirements, ...(fault && { fault }) };
}
