import type { HarmlessByFile } from './mutant.ts';

export const harmlessInSearch: HarmlessByFile = {
  'src/adoption/search/glob-step.ts': [
    {
      line: 'if (ends.length === 0) break;',
      reason: 'from nowhere every step leads nowhere: it only ends sooner',
    },
    {
      line: 'return at < path.length && char !== slash && accepts(char) ? [at + 1] : [];',
      replacement: '["Stryker was here"]',
      reason: 'what is no offset is never the end of a path',
    },
    {
      line: 'const ends: number[] = [];',
      replacement: '["Stryker was here"]',
      reason: 'what is no offset is never the end of a path',
    },
    {
      line: 'if (start < next) continue;',
      replacement: 'false',
      reason: 'an offset given twice ends where it ends once, later',
    },
    { line: 'next = at + 1;', reason: 'an offset given twice ends where it ends once, later' },
    {
      line: 'if (first === undefined) return [];',
      reason: 'the check is for the type: no step is asked from nowhere',
    },
    {
      line: 'starts.some((at) => at === path.length || path.charCodeAt(at) === slash) ? [path.length] : [];',
      replacement: '["Stryker was here"]',
      reason: 'what is no offset is never the end of a path',
    },
    {
      line: 'const ends = new Set<number>(least === 0 ? starts : []);',
      replacement: '["Stryker was here"]',
      reason: 'what is no offset is never the end of a path',
    },
  ],
  'src/adoption/search/glob.ts': [
    {
      line: "if (plain !== '') steps.push(literal(plain));",
      reason: 'a step over an empty text goes nowhere',
    },
    {
      line: 'while (this.#at < this.#glob.length) {',
      replacement: 'this.#at <= this.#glob.length',
      reason: 'behind the end there is no character, which means itself',
    },
    {
      line: "const rest = char === '/' ? /^(?:\\/\\*\\*)+$/.exec(this.#glob.slice(this.#at)) : null;",
      replacement: 'true',
      reason: 'the pattern begins with a slash itself',
    },
    {
      line: "const [text, negated = '', content = ''] = parts;",
      reason: 'both groups took part in the match: the defaults are for the type alone',
    },
    {
      line: 'const ranges: [number, number][] = [];',
      replacement: '["Stryker was here"]',
      reason: 'no character stands between letters of a word',
    },
    {
      line: 'const parts = /^\\[([!^]?)(\\]?[^\\]]*)\\]/.exec(this.#glob.slice(this.#at));',
      reason:
        'the text begins with the bracket: what follows it is no class where the first is none',
    },
  ],
  'src/adoption/search/line-search.ts': [
    {
      line: 'if (required === undefined) {',
      replacement: 'true',
      reason: 'all lines are looked at: the search would find the same, later',
    },
    {
      line: 'const every: Find = (text, from) => (from < text.length ? from : -1);',
      reason: 'an empty line more has no match, and does end the search',
    },
    {
      line: "const [only = ''] = required;",
      reason: 'the list has one: the default is for the type alone',
    },
    {
      line: 'if (required.length === 1 && !ignoreCase) return (file) => file.linesWith(only);',
      replacement: 'false',
      reason: 'an expression of one text finds it, too: the search would find the same, later',
    },
    {
      line: "const known = results.get(contents[i] ?? '');",
      reason: 'there are as many: the default is for the type alone',
    },
    {
      line: "const content = fresh[next] ?? '';",
      reason: 'it is within the list: the default is for the type alone',
    },
    {
      line: "keep(fresh[next++] ?? '', 'too long');",
      reason: 'it is within the list: the default is for the type alone',
    },
    {
      line: 'if (done) break;',
      replacement: 'false',
      reason: 'all are done, so that the loop ends by itself',
    },
    {
      line: 'sizeCalculation: (known, line) => line.length + known.length + 1,',
      reason: 'how much is remembered: the search would find the same, later',
    },
    {
      line: 'while (next < fresh.length && this.#tooLong < mostTooLong) {',
      replacement: 'true',
      reason: 'a job with nothing to do ends the loop',
    },
    {
      line: 'while (next < fresh.length && this.#tooLong < mostTooLong) {',
      replacement: 'next <= fresh.length',
      reason: 'a job with nothing to do ends the loop',
    },
    {
      line: 'for (; next < fresh.length; next++) {',
      replacement: 'next <= fresh.length',
      reason: 'an empty line more is looked at, and found nowhere',
    },
    {
      line: 'for (; at >= 0 && at < line.end; at = text.indexOf(literal, at + literal.length)) {',
      replacement: 'at <= line.end',
      reason: 'a text that has no line break does not begin at one',
    },
  ],
  'src/adoption/search/literal.ts': [
    {
      line: "this.#bytes = Buffer.from(text, 'utf8');",
      replacement: '""',
      reason: 'UTF-8 is the default',
    },
    {
      line: 'for (let at = 0; at < Math.max(1, this.#bytes.length - 2); at++) {',
      reason: 'at which byte the search begins: the search would find the same, later',
    },
    {
      line: 'const rank = frequent.indexOf(String.fromCharCode(this.#bytes[at] ?? 0));',
      reason: 'at which byte the search begins: the search would find the same, later',
    },
    {
      line: 'const frequency = rank < 0 ? 0 : frequent.length - rank;',
      reason: 'at which byte the search begins: the search would find the same, later',
    },
    {
      line: 'if (frequency < rarest) [rarest, offset] = [frequency, at];',
      reason: 'at which byte the search begins: the search would find the same, later',
    },
    {
      line: 'this.#anchor = this.#bytes.subarray(offset, offset + longestAnchor);',
      reason: 'how many bytes are looked for first: the search would find the same, later',
    },
    {
      line: '.sort((a, b) => b.length - a.length || (a < b ? -1 : 1))',
      replacement: 'a <= b',
      reason: 'no text is there twice',
    },
  ],
  'src/adoption/search/required-literal.ts': [
    {
      line: "if (element.type === 'Character' && element.value < 128) {",
      replacement: 'true',
      reason: 'nothing else has a value below 128',
    },
    {
      line: "weigh(run === '' ? undefined : [run]);",
      reason: 'an empty text is too short to weigh',
    },
    {
      line: "} else if (element.type === 'Quantifier' && element.min > 0) {",
      replacement: 'true',
      reason: 'nothing else has a least number',
    },
  ],
  'src/adoption/search/time-limit.ts': [
    {
      line: 'if (user + system >= limitMs * 900) return false;',
      replacement: 'user + system > limitMs * 900',
      reason: 'a microsecond more or less',
    },
    { line: '} finally {', reason: 'what is kept for the next job is replaced by it' },
  ],
};
