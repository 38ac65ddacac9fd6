import { z } from 'zod';
import { readProblemSchema } from '../../git/read-problem.ts';
import { placeSchema } from '../../proposal/probe.ts';
import { joinedFindings, type Finding } from '../finding.ts';
import { nothing, type Scan } from '../scan.ts';

/** What probes found in a content, by their places in a list of probes. */
const recordSchema = z.strictObject({
  hits: z.array(
    z.tuple([
      z.int(),
      z.array(
        z.union([
          z.tuple([z.int(), placeSchema]).transform(([line, place]) => ({ line, in: place })),
          z
            .tuple([z.int(), placeSchema, z.string()])
            .transform(([line, place, via]) => ({ line, in: place, via })),
        ]),
      ),
    ]),
  ),
  faults: z.array(z.tuple([z.int(), readProblemSchema.shape.code, z.string()])),
  skipped: z.array(z.int()),
});

/** Most contents hold nothing. */
const emptyRecord = '';

/**
 * A scan as text; undefined if it is not to be remembered, since it might come out otherwise.
 *
 * @param places of the probes, by their indexes
 */
export function writtenScan(scan: Scan, places: ReadonlyMap<number, number>): string | undefined {
  if (scan === nothing) return emptyRecord;
  if (scan.problems.some(isPassing)) return undefined;
  const place = (index: number) => places.get(index) ?? -1;
  return JSON.stringify({
    hits: [...scan.hits].map(([index, hits]) => [
      place(index),
      hits.map(({ line, in: at, via }) => (via === undefined ? [line, at] : [line, at, via])),
    ]),
    faults: scan.problems.flatMap(({ code, message, probes }) =>
      probes.map((index): [number, typeof code, string] => [place(index), code, message]),
    ),
    skipped: [...scan.skipped].map(place),
  } satisfies z.input<typeof recordSchema>);
}

const passing: ReadonlySet<string> = new Set(['pattern', 'parser', 'blob-missing']);

/** How long a pattern takes and how deep a parser goes is the machine's; what is absent may come. */
export function isPassing({ code }: { code: string }): boolean {
  return passing.has(code);
}

/** What is written of some probes; undefined: it cannot be understood. */
export function readScan(
  text: string,
  wanted: ReadonlyMap<number, readonly number[]>,
): Scan | undefined {
  if (text === emptyRecord) return nothing;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { data } = recordSchema.safeParse(json);
  if (data === undefined) return undefined;
  const findings = new Map<number, Finding>();
  const add = (place: number, finding: Finding) => {
    for (const index of wanted.get(place) ?? []) {
      findings.set(index, { ...findings.get(index), ...finding });
    }
  };
  for (const [place, hits] of data.hits) add(place, { hits });
  for (const [place, code, message] of data.faults) add(place, { fault: { code, message } });
  for (const place of data.skipped) add(place, { skipped: true });
  return joinedFindings(findings);
}
