import type { HarmlessByFile } from './mutant.ts';

export const harmlessInStatus: HarmlessByFile = {
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
