import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkCommand } from './link-command.ts';

describe('linkCommand', () => {
  it('names a review by its address', () => {
    const url = 'https://review.example.org/c/team/p/+/7';
    const row = { id: 'gerrit:review.example.org/team/p~7', url, stage: 'one' } as const;
    expect(linkCommand('confirm', row, 2)).toBe(
      `npm run link -- confirm --proposal 2 --stage one ${url}`,
    );
  });

  it('names a review that git alone knows by its exact id', () => {
    const id = `gerrit:review.example.org/team/p~master~I${'a'.repeat(40)}` as const;
    const row = { id, url: 'https://review.example.org/q/Iaaa', stage: 'one' };
    expect(linkCommand('reject', row, 2)).toBe(
      `npm run link -- reject --proposal 2 --stage one '${id}'`,
    );
  });

  it('reaches the program as one word, whatever stands in a project’s name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), (text) => {
        const row = {
          id: 'gerrit:h/p~1' as const,
          url: `https://h/c/${text}/+/1`,
          stage: 'one',
        };
        const words = linkCommand('confirm', row, 2).replace('npm run link --', "printf '%s\\0'");
        const heard = execFileSync('sh', ['-c', words], { encoding: 'utf8' });
        expect(heard.split('\0').slice(5)).toEqual([row.url, '']);
      }),
      { numRuns: 40 },
    );
  });
});
