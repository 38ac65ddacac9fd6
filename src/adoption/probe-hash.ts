import type { ProbesFile } from '../proposal/probe.ts';
import { askedOf, digitsOf, tablesAsked } from './content-hash.ts';
import { engineVersion } from './engine-version.ts';
import { probeOfPart } from './parts.ts';
import type { ProbeQuestion } from './scanner.ts';
import type { Part } from './snapshot.ts';

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
  const wrappers = Object.hasOwn(question.wrappers, name) ? question.wrappers[name] : [];
  return digitsOf([engineVersion, askedOf(probe), question.tests, wrappers, ...tablesAsked(probe)]);
}
