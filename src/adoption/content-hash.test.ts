import { expect, it } from 'vitest';
import { probeSchema } from '../proposal/probe.ts';
import { versionsAsked } from './content-hash.ts';
import { grammarsVersion } from './pattern/grammars.ts';
import { tablesVersion } from './syntax/lex-table.ts';

const text = (...include: string[]) => ({ kind: 'text', pattern: 'x', include });
const imports = (language: string) => ({ kind: 'import', modules: ['x'], language });

it.each<[Record<string, unknown>, boolean]>([
  [text('**/*.py', 'tox.ini', '{a,b}/c.yaml'), false],
  [text('releasenotes/notes/{a,b}-*.yaml'), false],
  [text('**/*.py', 'cmd/main.go'), true],
  [text('src/**'), true],
  [text('lib/a.rb'), true],
  [text('Gemfile'), true],
  [text('**/*.{py,rs}'), true],
  [text('**/*'), true],
  [imports('python'), false],
  [imports('rust'), true],
  [{ kind: 'file', include: ['**/*.go'] }, false],
  [{ kind: 'dependency', packages: ['x'], ecosystem: 'go' }, false],
])('%j asks what tables tell: %s', (probe, isAsked) => {
  const asked = probeSchema.parse({ title: 't', ...probe });
  expect(versionsAsked(asked)[0] === tablesVersion).toBe(isAsked);
});

it.each([
  [['tools/**'], true],
  [['tools/run.sh'], true],
  [['tools/run'], true],
  [['Dockerfile.*'], true],
  [['docker/web.dockerfile'], true],
  [['**/*.py', 'tox.ini', '.zuul.d/**/*.yaml'], false],
])('a text probe over %j depends on how shell is read: %s', (include, isAsked) => {
  const shell = probeSchema.parse({ title: 't', ...text(...include) });
  const versions = (of: readonly (string | number)[]) => of.slice(0, of.indexOf('data') >>> 0);
  const tables = text(...include, '**/*.go');
  const both = probeSchema.parse({ title: 't', ...tables });
  expect(versions(versionsAsked(both)).length - 1).toBe(isAsked ? 1 : 0);
  expect(versions(versionsAsked(shell)).length > 0).toBe(isAsked);
});

it.each([
  [['**/*.py', 'lib/**/*.rs', 'Makefile', 'requirements.txt'], false],
  [['tox.ini'], true],
  [['.zuul.d/**/*.{yaml,yml}'], true],
  [['docs/*.md'], true],
  [['.coveragerc'], true],
  [['**/Dockerfile'], true],
  [['docker/web.*'], true],
  [['**/*'], true],
])('a text probe over %j depends on how data is read: %s', (include, isAsked) => {
  const asked = probeSchema.parse({ title: 't', ...text(...include) });
  expect(versionsAsked(asked).includes('data')).toBe(isAsked);
});

it('a JavaScript probe depends on what of markup is read as scripts, one of Python does not', () => {
  const hash = (kind: object) => versionsAsked(probeSchema.parse({ title: 't', ...kind })).length;
  const call = { kind: 'call', functions: ['x'] };
  expect(hash(imports('typescript'))).toBe(1);
  expect(hash({ ...call, language: 'javascript' })).toBe(1);
  expect(hash({ ...call, language: 'python' })).toBe(0);
});

it('a pattern depends on the grammars', () => {
  const asked = probeSchema.parse({ title: 't', kind: 'syntax', language: 'go', pattern: 'f()' });
  expect(versionsAsked(asked)).toEqual([grammarsVersion]);
});
