import type { HarmlessByFile } from './mutant.ts';

export const harmlessInStatus: HarmlessByFile = {
  'src/status/brief-markdown.ts': [
    {
      line: 'const found = findings.filter(({ count }) => count !== null && count > 0);',
      replacement: 'true',
      reason: 'nothing is not more than 0: the check is for the type alone',
    },
  ],
  'src/status/changes/record-changes.ts': [
    {
      line: "if (before !== state || (state === 'closed' && was?.disposition !== disposition)) {",
      replacement: 'was.disposition',
      reason:
        'one that is new counts as open before: where it is closed, the states differ already',
    },
    {
      line: "const on = answer.says === 'none' ? undefined : answer.date;",
      reason: 'who did not answer has no day of an answer',
    },
  ],
  'src/status/changes/text-changes.ts': [
    {
      line: 'if (led !== leads && leads !== undefined && led !== undefined) {',
      replacement: 'true',
      reason: 'two lists have two texts: the checks are for the type alone',
    },
  ],
  'src/status/duties/duty-lines.ts': [
    {
      line: 'if (first === undefined) return [];',
      reason: 'a group has one at least: the check is for the type alone',
    },
    {
      line: "? `npm run brief -- ${rows[0]?.row.project ?? ''} --stage ${stage.id}`",
      reason: 'a stage without rows has no line: the check is for the type alone',
    },
  ],
  'src/status/circle.ts': [
    {
      line: 'const open: Node[] = [];',
      replacement: '["Stryker was here"]',
      reason: 'what lies below the first node is never taken from the stack',
    },
  ],
  'src/status/derive.ts': [
    {
      line: 'const untilThen = affected.map((verdict, i) => (i <= last ? verdict : true));',
      replacement: 'false',
      reason: 'only moments at which the verdict is undefined are looked at',
    },
  ],
  'src/status/drift.ts': [
    {
      line: "direction: difference > 0 ? 'ahead' : 'behind',",
      replacement: 'difference >= 0',
      reason: 'where there is no difference there is no drift: it has returned before',
    },
  ],
  'src/status/landing-time.ts': [
    {
      line: 'const before: (number | undefined)[] = [];',
      replacement: '["Stryker was here"]',
      reason: 'every place is written before it is read',
    },
    {
      line: 'before[i] = low === 0 ? undefined : ends[low - 1];',
      replacement: 'false',
      reason: 'there is nothing at index -1 either',
    },
    {
      line: "let last = dates[Math.min(...believed)] ?? '';",
      replacement: '"Stryker was here!"',
      reason: 'nothing is believed only where there are no dates at all',
    },
  ],
  'src/status/load-reports.ts': [
    {
      line: '...(on === undefined ? {} : { on }),',
      replacement: 'false',
      reason: 'a day that is undefined means the same as none',
    },
  ],
};
