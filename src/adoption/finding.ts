import type { Fault, Hit } from './probe/matcher.ts';
import { nothing, type Scan, type ScanProblem } from './scan.ts';

/** What one probe came to in one content. */
export interface Finding {
  hits?: readonly Hit[];
  fault?: Fault;
  /** To the probe it is no file of its language. */
  skipped?: true;
}

/** What all probes came to, one kind of fault named once. */
export function joinedFindings(findings: ReadonlyMap<number, Finding>): Scan {
  const hits = new Map<number, readonly Hit[]>();
  const unread = new Set<number>();
  const skipped = new Set<number>();
  const problems = new Map<string, ScanProblem & { probes: number[] }>();
  for (const [index, one] of [...findings].sort(([a], [b]) => a - b)) {
    if (one.hits !== undefined) hits.set(index, one.hits);
    if (one.skipped === true) skipped.add(index);
    if (one.fault === undefined) continue;
    unread.add(index);
    const key = `${one.fault.code} ${one.fault.message}`;
    const same = problems.get(key);
    if (same === undefined) problems.set(key, { ...one.fault, probes: [index] });
    else same.probes.push(index);
  }
  if (hits.size + unread.size + skipped.size === 0) return nothing;
  return { hits, unread, skipped, problems: [...problems.values()] };
}

/** Two scans of the same content by different probes. */
export function joinedScans(one: Scan, other: Scan): Scan {
  if (one === nothing) return other;
  if (other === nothing) return one;
  const findings = new Map<number, Finding>();
  for (const { hits, skipped, problems } of [one, other]) {
    const add = (index: number, finding: Finding) => {
      findings.set(index, { ...findings.get(index), ...finding });
    };
    for (const [index, found] of hits) add(index, { hits: found });
    for (const index of skipped) add(index, { skipped: true });
    for (const { probes, code, message } of problems) {
      for (const index of probes) add(index, { fault: { code, message } });
    }
  }
  return joinedFindings(findings);
}
