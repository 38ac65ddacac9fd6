import type { Probe, ProbesFile } from '../proposal/probe.ts';
import {
  askedOf,
  digitsOf,
  earlierVersions,
  versionsAsked,
  type ReadingVersions,
} from './content-hash.ts';
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
  return hashWith(question, name, probeAsked(question, name, part));
}

/** That, then those which answers to the same question had when files were read by earlier rules. */
export function definitionHashes(question: ProbeQuestion, name: string, part?: Part): string[] {
  const probe = probeAsked(question, name, part);
  return [undefined, ...earlierVersions].map((versions) =>
    hashWith(question, name, probe, versions),
  );
}

function probeAsked(question: ProbeQuestion, name: string, part?: Part): Probe | undefined {
  const written = question.probes[name];
  return part === undefined || written === undefined ? written : probeOfPart(written, part);
}

function hashWith(
  question: ProbeQuestion,
  name: string,
  probe: Probe | undefined,
  versions?: ReadingVersions,
): string {
  const wrappers = Object.hasOwn(question.wrappers, name) ? question.wrappers[name] : [];
  const asked = [engineVersion, askedOf(probe), question.tests, wrappers];
  return digitsOf([...asked, ...versionsAsked(probe, versions)]);
}
