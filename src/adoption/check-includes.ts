import type { Problem } from '../ground/problem.ts';
import type { Proposal } from '../proposal/load-proposals.ts';
import { pathText } from '../proposal/validate.ts';
import { readableBy } from './readable.ts';

/**
 * Every `include` of a proposal's probes that the probe's kind cannot read: it would look at nothing,
 * and what stands on it would never be known.
 */
export function checkIncludes({ probes, probesSource }: Proposal): Problem[] {
  return Object.entries(probes.probes).flatMap(([name, probe]) => {
    const readable = readableBy(probe);
    return (probe.include ?? []).flatMap((glob, i) => {
      // The name of a part stands there for each; any name shows what kind of file is meant.
      if (readable.canRead(glob.replaceAll(/\{(?:part|entry)\}/g, 'a'))) return [];
      const path = ['probes', name, 'include', i];
      const message = `${pathText(path)}: \`${glob}\` names files that ${kindOf(probe)} cannot read`;
      return [probesSource.problem(path, 'include', message, readable.what)];
    });
  });
}

function kindOf(probe: Proposal['probes']['probes'][string]): string {
  return 'language' in probe
    ? `a ${probe.kind} probe of ${probe.language}`
    : `a ${probe.kind} probe`;
}
