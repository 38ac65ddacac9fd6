import type { Problem } from '../../ground/problem.ts';
import type { Proposal } from '../../proposal/load-proposals.ts';
import { pathText } from '../../proposal/validate.ts';
import { patternFault } from './pattern-fault.ts';

/** Every pattern of a proposal's probes that would not find the code that it shows. */
export function checkPatterns({ probes, probesSource }: Proposal): Problem[] {
  return Object.entries(probes.probes).flatMap(([name, probe]) => {
    if (probe.kind !== 'syntax') return [];
    const fault = patternFault(probe.pattern, probe.language);
    if (fault === undefined) return [];
    const path = ['probes', name, 'pattern'];
    const message = `${pathText(path)}: ${fault.why}`;
    return [probesSource.problem(path, 'pattern', message, fault.hint)];
  });
}
