import { createHash } from 'node:crypto';
import type { ProbesFile } from '../proposal/probe.ts';
import { probeOfPart } from './parts.ts';
import type { ProbeQuestion } from './scanner.ts';
import type { Part } from './snapshot.ts';

/** To be raised whenever the same probe may find something else in the same file. */
export const engineVersion = 2;

/** What a proposal's probes ask of one project. */
export function questionFor(probes: ProbesFile, project: string): ProbeQuestion {
  const { wrappers } = probes;
  return {
    probes: probes.probes,
    tests: probes.tests,
    wrappers: Object.hasOwn(wrappers, project) ? (wrappers[project] ?? {}) : {},
  };
}

/**
 * 16 hexadecimal digits that change when the answer to a probe may change by itself.
 *
 * @param part the part that is asked, where the probe asks each by itself
 */
export function definitionHash(question: ProbeQuestion, name: string, part?: Part): string {
  const written = question.probes[name];
  const probe = part === undefined || written === undefined ? written : probeOfPart(written, part);
  // How a probe is called and explained, and what finding no file means, changes nothing that it finds.
  const asked = { ...probe, title: undefined, note: undefined, absentIs: undefined };
  const wrappers = Object.hasOwn(question.wrappers, name) ? question.wrappers[name] : [];
  const text = JSON.stringify([engineVersion, sorted(asked), question.tests, wrappers]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** The same data with the keys of every object in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
