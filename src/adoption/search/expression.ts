import { UnreadableRepository } from '../../git/read-problem.ts';
import { expressionParts } from '../../proposal/pattern-text.ts';

/**
 * `/re/` or `/re/i` as a regular expression, else undefined. The flags that make it stateful are left off.
 *
 * @param more flags of its own use
 * @throws UnreadableRepository if it is none: nothing can be read with it
 */
export function asExpression(pattern: string, more: '' | 'g' = ''): RegExp | undefined {
  const parts = expressionParts(pattern);
  if (parts === undefined) return undefined;
  try {
    return new RegExp(parts.source, `${parts.flags.replace(/[gy]/g, '')}${more}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UnreadableRepository({ code: 'pattern', message: why });
  }
}
