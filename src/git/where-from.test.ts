import { describe, expect, test } from 'vitest';
import { refusal } from './where-from.ts';

describe('a repository', () => {
  test.each(['https://h.example/o/n', 'ssh://git@h.example/o/n', 'git@h.example:o/n.git'])(
    'is read at %s',
    (address) => {
      expect(refusal(address, {})).toBeUndefined();
      expect(refusal(address, { hosts: ['h.example'] })).toBeUndefined();
      expect(refusal(address, { hosts: ['other.example'] })).toBe(
        'its host h.example is not among those allowed: other.example',
      );
    },
  );

  test.each(['/etc', '..', '../secrets', 'repositories/a', 'file:///etc', 'FILE:///etc'])(
    'on this machine, %s, is read by a flag alone',
    (folder) => {
      expect(refusal(folder, {})).toContain('--local');
      if (folder !== '..') expect(refusal(folder, { local: true })).toBeUndefined();
    },
  );

  test.each([
    'http://h.example/o/n',
    'git://h.example/o/n',
    'ext::sh -c x',
    'ftp://h.example/o/n',
    'https://h.example/../n',
    'https://h.example/o/..',
    'git@h.example:../n',
    '-oProxyCommand=x:y',
  ])('is not read at %s', (address) => {
    expect(refusal(address, { local: true })).toBeDefined();
  });
});
