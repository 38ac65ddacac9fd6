import { expect, test } from 'vitest';
import type { AdoptionSnapshot, Part } from '../adoption/snapshot.ts';
import { probesFileSchema, type Probe } from '../proposal/probe.ts';
import { partsAsked, partsOf } from './parts-asked.ts';

const { probes } = probesFileSchema.parse({
  probes: {
    whole: { title: 't', kind: 'file', include: ['a'] },
    part: { title: 't', kind: 'file', include: ['{part}'] },
    other: { title: 't', kind: 'file', include: ['x/{part}'] },
  },
});
const asked = (...names: string[]) =>
  names.flatMap((name): [string, Probe][] => {
    const probe = probes[name];
    return probe === undefined ? [] : [[name, probe]];
  });
/** A snapshot with parts, at how many files the probes of each looked, and whether all parts are known. */
function read(parts: Part[], looked: Record<string, Record<string, number>>, partsComplete = true) {
  const partProbes = Object.fromEntries(
    Object.entries(looked).map(([part, byProbe]) => [
      part,
      Object.fromEntries(
        Object.entries(byProbe).map(([probe, history]) => [
          probe,
          { coverage: { files: { head: 0, history } } },
        ]),
      ),
    ]),
  );
  return { parts, partProbes, partsComplete } as unknown as AdoptionSnapshot;
}
const declared = { parts: { api: { entry: 'bin/api' }, cron: {} } };
const [api, web]: Part[] = [{ name: 'api' }, { name: 'web' }];

test('the parts of a project are those that it declares, else its entry points', () => {
  expect(partsOf(declared, read([{ name: 'web' }], {}))).toStrictEqual([
    { name: 'api', entry: 'bin/api' },
    { name: 'cron' },
  ]);
  expect(partsOf({ parts: undefined }, read([{ name: 'web' }], {}))).toEqual([{ name: 'web' }]);
  expect(partsOf(undefined, undefined)).toEqual([]);
});

const parts = [api, web].flatMap((one) => one ?? []);
test.each<[string, string[], object, AdoptionSnapshot | undefined, string[], boolean]>([
  ['none by a probe of the whole', ['whole'], declared, read(parts, {}, false), [], true],
  ['the declared ones, read or not', ['whole', 'part'], declared, undefined, ['api', 'cron'], true],
  [
    'entry points, where a file was there for one',
    ['part'],
    {},
    read(parts, { web: { part: 1 } }),
    ['api', 'web'],
    true,
  ],
  [
    'entry points, where one of several probes found a file',
    ['part', 'other'],
    {},
    read(parts, { web: { part: 0, other: 2 } }),
    ['api', 'web'],
    true,
  ],
  [
    'no entry points, where no file was there',
    ['part'],
    {},
    read(parts, { api: { part: 0 }, web: {} }, false),
    [],
    true,
  ],
  [
    'no entry points for a file of another probe',
    ['part'],
    {},
    read(parts, { web: { other: 1 } }),
    [],
    true,
  ],
  [
    'perhaps more, where a manifest could not be read',
    ['part'],
    {},
    read(parts, { web: { part: 1 } }, false),
    ['api', 'web'],
    false,
  ],
  ['none of what was never read', ['part'], {}, undefined, [], true],
])('asked are %s', (_, names, project, snapshot, found, complete) => {
  const answer = partsAsked(asked(...names), project, snapshot);
  expect(answer.parts.map(({ name }) => name)).toEqual(found);
  expect(answer.complete).toBe(complete);
});
