import type { Problem } from '../../ground/problem.ts';
import type { Fix } from '../../proposal/fix.ts';
import type { Proposal } from '../../proposal/load-proposals.ts';
import { pathText } from '../../proposal/validate.ts';
import { dataOfText } from '../../proposal/draft.ts';
import { applyFix } from './apply-fix.ts';

/** A case of a fix that does not come out as it says. */
export interface FailedCase {
  /** Below the fix. */
  path: (string | number)[];
  why: string;
  hint: string;
}

/** Runs a fix's own cases. */
export function failedCases(fix: Fix): FailedCase[] {
  const failed: FailedCase[] = [];
  const run = (path: (string | number)[], code: string, expected: string, hint: string) => {
    try {
      const { text } = applyFix(fix, code);
      if (text !== expected) failed.push({ path, why: `it gives ${short(text)}`, hint });
      else if (code !== expected && applyFix(fix, text).text !== text) {
        failed.push({ path, why: 'what comes of it is changed again', hint: 'let it end at once' });
      }
    } catch (error) {
      const lines = String(error instanceof Error ? error.message : error).split('\n');
      failed.push({ path, why: lines.findLast((line) => line.trim() !== '') ?? '', hint: '' });
    }
  };
  for (const [i, code] of fix.valid.entries()) {
    run(['valid', i], code, code, 'expected it as it is');
  }
  for (const [i, { code, fixed }] of fix.invalid.entries()) {
    run(['invalid', i], code, fixed, `expected ${short(fixed)}`);
    if (code === fixed) {
      failed.push({
        path: ['invalid', i],
        why: 'nothing changes in it',
        hint: 'put it under valid',
      });
    }
  }
  return failed;
}

/** Every case of a proposal's fixes that fails, where it stands. */
export function checkFixes({ folder, text, frontMatter }: Proposal): Problem[] {
  const failed = frontMatter.stages.flatMap(({ fix }, i) =>
    (fix === undefined ? [] : failedCases(fix)).map((one) => ({
      ...one,
      path: ['stages', i, 'fix', ...one.path],
    })),
  );
  if (failed.length === 0) return [];
  const { frontMatterSource } = dataOfText(folder, text);
  return failed.map(({ path, why, hint }) =>
    frontMatterSource.problem(path, 'fix', `${pathText(path)}: ${why}`, hint),
  );
}

function short(text: string): string {
  const line = JSON.stringify(text);
  return line.length <= 120 ? line : `${line.slice(0, 119)}…`;
}
