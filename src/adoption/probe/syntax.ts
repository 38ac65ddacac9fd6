import type { SyntaxProbe } from '../../proposal/syntax-probe.ts';
import { patternFinder, patternLimitMs } from '../pattern/pattern-finder.ts';
import { patternWords } from '../pattern/pattern-words.ts';
import { needsAll } from '../search/literal.ts';
import { languageFault, markupFault } from './language.ts';
import type { Found, Matcher } from './matcher.ts';

/** Larger files are data, and are not parsed: so many characters. */
const largest = 1024 * 1024;

/** One hit per match, where it begins. */
export function syntaxMatcher({ pattern, language }: SyntaxProbe): Matcher {
  const words = patternWords(pattern, language);
  return {
    needs: words.length === 0 ? undefined : [needsAll(words)],
    match(file): Found {
      const fault = languageFault(file, language);
      if (fault !== undefined) return { hits: [], fault };
      const { script } = file;
      const { text } = script ?? file;
      if (text.length > largest) {
        const size = (text.length / largest).toFixed(1);
        const message = `${size} MiB, not parsed: at most 1 MiB of source is`;
        return { hits: [], fault: { code: 'parser', message } };
      }
      // JavaScript and TypeScript are read as what the file is, C as the probe says.
      const grammar = script?.grammar ?? language;
      const answer = patternFinder().find({ language: grammar, text, pattern, words });
      if (answer === undefined) {
        const message = `took more than ${patternLimitMs / 1000} s of parsing`;
        return { hits: [], fault: { code: 'parser', message } };
      }
      if ('fault' in answer) {
        return { hits: [], fault: { code: 'parser', message: answer.fault } };
      }
      const hits = answer.lines.map((line) => ({ line, in: 'code' as const }));
      if (answer.lostAt === undefined) return { hits, fault: markupFault(file, words) };
      const message = `its syntax cannot be followed from line ${answer.lostAt} on`;
      return { hits, fault: { code: 'parser', message } };
    },
  };
}
