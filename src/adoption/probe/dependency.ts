import type { z } from 'zod';
import type { dependencyProbeSchema } from '../../proposal/probe.ts';
import { notRead } from '../manifest/manifest.ts';
import { meetsBound, namesPackage, parsePackage } from '../manifest/package-name.ts';
import type { Matcher } from './matcher.ts';

const versionElsewhere = 'the version that is asked about stands elsewhere';

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
      let { fault } = manifest;
      const hits = requirements
        .filter(({ dev = false }) => probe.scope === undefined || dev === (probe.scope === 'dev'))
        .filter((requirement) =>
          wanted.some((one) => {
            if (!namesPackage(requirement, one)) return false;
            const meets = meetsBound(requirement, one);
            if (meets === undefined) fault ??= `line ${requirement.line}: ${versionElsewhere}`;
            return meets;
          }),
        )
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
