import { z } from 'zod';

/** The two parts of `/source/flags`; undefined for a text that is meant literally. */
export function expressionParts(text: string): { source: string; flags: string } | undefined {
  const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
  return source === undefined ? undefined : { source, flags };
}

/** What is wrong with `/re/flags`; undefined for a good one and for a literal. */
function expressionFault(text: string): string | undefined {
  const parts = expressionParts(text);
  if (parts === undefined) return undefined;
  try {
    new RegExp(parts.source, parts.flags);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** `word` is taken literally; `/re/` or `/re/i` is a JavaScript regular expression. */
export const patternTextSchema = z
  .string({ error: 'expected text; put a number, or true and false, in quotes' })
  .max(500, { abort: true })
  .check((context) => {
    const fault = expressionFault(context.value);
    if (fault === undefined) return;
    context.issues.push({
      code: 'custom',
      message: `expected a JavaScript regular expression between the slashes: ${fault}`,
      input: context.value,
    });
  });
