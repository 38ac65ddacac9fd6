import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probeSchema, type Probe } from '../../proposal/probe.ts';
import type { Needs } from '../search/literal.ts';
import { callMatcher } from './call.ts';
import { configMatcher } from './config.ts';
import { dependencyMatcher } from './dependency.ts';
import { importMatcher } from './import.ts';
import { syntaxMatcher } from './syntax.ts';
import { textMatcher } from './text.ts';

const written = (probe: Record<string, unknown>): Probe =>
  probeSchema.parse({ title: 'what is asked', ...probe });

/** The texts of which a blob must hold all of one list, or undefined where each is looked into. */
function needsOf(probe: Record<string, unknown>, wrappers: string[] = []): string[][] | undefined {
  const asked = written(probe);
  const texts = (needs: readonly Needs[] | undefined) =>
    needs?.map((all) => all.map(({ text }) => text));
  switch (asked.kind) {
    case 'call':
      return texts(callMatcher(asked).needs);
    case 'import':
      return texts(importMatcher(asked, wrappers).needs);
    case 'text':
      return texts(textMatcher(asked).needs);
    case 'dependency':
      return texts(dependencyMatcher(asked).needs);
    case 'config':
      return texts(configMatcher(asked).needs);
    case 'syntax':
      return texts(syntaxMatcher(asked).needs);
    case 'file':
      return undefined;
  }
}

describe('what a blob must hold to be looked into', () => {
  const call = { kind: 'call', language: 'python' };
  const imports = { kind: 'import', language: 'python' };
  const text = { kind: 'text', include: ['**'] };
  const config = { kind: 'config', include: ['**/*.yaml'] };

  it.each<[Record<string, unknown>, string[][] | undefined]>([
    [{ ...call, functions: ['green.spawn', 'run'] }, [['green', 'spawn'], ['run']]],
    [{ ...call, functions: ['*'], argument: 'Kind.BIG' }, [['Kind', 'BIG']]],
    [{ ...call, functions: ['f'], keywords: { mode: 'a.b' } }, [['mode', 'a', 'b', 'f']]],
    [{ ...call, functions: ['*'] }, [[]]],
    [{ ...imports, modules: ['green.net', 'red'] }, [['green', 'net'], ['red']]],
    [{ ...imports, modules: ['..green.net'] }, [['green', 'net']]],
    [{ ...imports, language: 'javascript', modules: ['async/each'] }, [['each']]],
    [{ ...imports, language: 'javascript', modules: ['./src/lib/'] }, [['lib']]],
    [{ ...text, pattern: 'green()' }, [['green()']]],
    [{ ...text, pattern: '/(?:import|from) +x/' }, [['import'], ['from']]],
    [{ ...text, pattern: '/green/i' }, undefined],
    [{ ...text, pattern: '/\\w/' }, undefined],
    [{ kind: 'dependency', packages: ['green'] }, undefined],
    // What may be escaped in a file is looked for there.
    [
      { ...config, key: ['jobs', '**', 'vote'], value: '/-a$|-bc$/' },
      [
        ['jobs', 'vote', '-a'],
        ['jobs', 'vote', '-bc'],
      ],
    ],
    [{ ...config, key: ['jobs'], value: 'false' }, [['jobs']]],
    [{ ...config, key: ['8080'], value: '/fals/' }, undefined],
    // In an INI file an option may stand in capital letters.
    [
      { ...config, include: ['tox.ini'], key: ['flake8', 'select'], item: 'H905' },
      [['flake8', 'H905']],
    ],
    [{ ...config, include: ['tox.ini'], key: ['root'], value: '/abc/' }, [['abc']]],
    [{ ...config, include: ['x/tox.ini'], key: ['aa', 'bbb'] }, [['aa']]],
    // One that may be an INI file is asked for as one.
    [{ ...config, include: ['a.yaml', 'tox.ini'], key: ['aa', 'bbb'] }, [['aa']]],
    [{ ...config, include: ['**/*'], key: ['aa', 'bbb'] }, [['aa']]],
    [{ ...config, format: 'ini', key: ['aa', 'bbb'] }, [['aa']]],
    [{ ...config, format: 'yaml', include: ['tox.ini'], key: ['aa', 'bbb'] }, [['bbb', 'aa']]],
    [{ ...config, include: ['a.toml'], key: ['aa', 'bbb'] }, [['bbb', 'aa']]],
    // Of several expressions the first is held apart, the others are asked of what it leaves.
    [
      { ...config, key: ['/aa$|bb$/', '/cc$|dd$/', 'gg'], value: '/^ff/' },
      [
        ['aa', 'ff', 'gg'],
        ['bb', 'ff', 'gg'],
      ],
    ],
    [
      { kind: 'syntax', language: 'python', pattern: 'eventlet.spawn($A)' },
      [['eventlet', 'spawn']],
    ],
    [
      {
        kind: 'syntax',
        language: 'python',
        pattern: { context: 'spawn(1)', selector: 'nothing' },
      },
      undefined,
    ],
  ])('%j: %j', (probe, needs) => {
    const found = needsOf(probe)?.filter((all) => !all.join('').startsWith('\\'));
    expect(found).toEqual(needs);
  });

  it('is also what may stand for a sign of a configuration', () => {
    const escapes = needsOf({ ...config, key: ['jobs'] })?.filter(([one]) => one?.startsWith('\\'));
    expect(escapes).toEqual(
      ['\\u00', '\\U00', '\\x2', '\\x3', '\\x4', '\\x5', '\\x6', '\\x7'].map((one) => [one]),
    );
  });

  it('is a wrapper’s last part as well: an import of it may be relative', () => {
    expect(needsOf({ ...imports, modules: ['green'] }, ['app.common.shim'])).toEqual([
      ['green'],
      ['shim'],
    ]);
  });

  it('names nothing twice, and the longest first', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (parts) => {
        const [needs = []] = needsOf({ ...imports, modules: [parts.join('.')] }) ?? [];
        expect(needs.toSorted()).toEqual([...new Set(parts)].sort());
        const lengths = needs.map(({ length }) => length);
        expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
      }),
    );
  });
});
