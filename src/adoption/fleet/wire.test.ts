import { expect, test } from 'vitest';
import { probesFileSchema } from '../../proposal/probe.ts';
import type { Unit } from './read-unit.ts';
import { packedAnswer, readUnitText, unitKey, unpackedAnswer, writtenUnit } from './wire.ts';

const probes = probesFileSchema.parse({
  probes: { word: { kind: 'text', title: 'w', pattern: 'green', include: ['**/*'] } },
  wrappers: { p: { word: ['shim'] }, other: { word: ['another'] } },
});
const unit: Unit = {
  project: 'p',
  entry: { repository: 'https://host.example/o/p' },
  probes,
  since: '2024-01-01',
  registry: { projects: { p: { repository: 'https://host.example/o/p', packages: ['p-lib'] } } },
};

test('a unit is the same behind the wire', () => {
  const parts = { 'p-api': { entry: 'p/api' } };
  const whole: Unit = { ...unit, entry: { ...unit.entry, branch: 'main', parts } };
  for (const one of [unit, whole]) {
    const { question, own } = writtenUnit(one);
    const again = readUnitText(question, JSON.parse(JSON.stringify(own)));
    expect(again).toEqual(one);
    expect(unitKey(again)).toBe(unitKey(one));
  }
});

test('a unit is named by all that its answer depends on', () => {
  const { project, entry, registry } = unit;
  const [word] = Object.values(probes.probes);
  const others: Unit[] = [
    { ...unit, project: 'other' },
    { ...unit, entry: { ...entry, repository: 'https://host.example/o/q' } },
    { ...unit, entry: { ...entry, branch: 'main' } },
    { ...unit, entry: { ...entry, parts: { a: {} } } },
    { ...unit, since: '2024-01-02' },
    { ...unit, probes: { ...probes, tests: ['t/**'] } },
    { ...unit, probes: { ...probes, wrappers: {} } },
    { ...unit, probes: { ...probes, probes: { ...probes.probes, more: word as never } } },
    { ...unit, registry: { projects: { ...registry.projects, q: { repository: 'q' } } } },
  ];
  const keys = new Set([unit, ...others].map(unitKey));
  expect(keys.size).toBe(others.length + 1);
  expect(unitKey({ ...unit, project, entry: { ...entry } })).toBe(unitKey(unit));
});

test('an answer keeps what a database would not, and one of another form is none', () => {
  const message = 'a \ud800 b \0 c';
  const answer = { snapshot: null, problems: [{ code: 'git', message } as const] };
  expect(unpackedAnswer(packedAnswer(answer))).toEqual(answer);
  expect(packedAnswer(answer)).toMatch(/^[\w+/=]+$/);
  expect(unpackedAnswer('no answer')).toBeUndefined();
  expect(unpackedAnswer(packedAnswer({ ...answer, more: 1 } as never))).toBeUndefined();
});
