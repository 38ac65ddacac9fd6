import type { z } from 'zod';
import type { dependencyProbeSchema } from '../../proposal/probe.ts';
import { notRead } from '../manifest/manifest.ts';
import { namesPackage, parsePackage } from '../manifest/package-name.ts';
import type { Matcher } from './matcher.ts';

/** One hit per requirement that names one of the packages. */
export function dependencyMatcher(probe: z.infer<typeof dependencyProbeSchema>): Matcher {
  const wanted = probe.packages.map(parsePackage);
  return {
    // Names are compared normalised, so no bytes are required.
    needs: undefined,
    match({ manifest }) {
      const { requirements } = manifest;
      const isOther = manifest.only !== undefined && manifest.only !== probe.ecosystem;
      if (isOther) return { hits: [], fault: { code: 'manifest', message: notRead } };
      const { fault } = manifest;
      const hits = requirements
        .filter((requirement) => wanted.some((one) => namesPackage(requirement, one)))
        .map(({ line, testing }) => ({
          line,
          in: testing ? ('tests' as const) : ('code' as const),
        }));
      return {
        hits,
        fault: fault === undefined ? undefined : { code: 'manifest', message: fault },
      };
    },
  };
}
