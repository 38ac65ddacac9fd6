import { z } from 'zod';

/** What is read of package-lock.json (lockfileVersion 3). */
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      license: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
      optional: z.boolean().optional(),
    }),
  ),
});

/** Licences (SPDX) under which a package may be brought; anything else is asked about first. */
const allowedLicences = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['CC0-1.0', 'CC-BY-4.0', 'Unlicense', 'MPL-2.0', 'OFL-1.1', 'Python-2.0', 'PSF-2.0', 'Zlib'],
]);

/** Packages with another licence, and why they may be brought. */
const exceptions: readonly { name: RegExp; reason: string }[] = [
  {
    name: /^@img\/sharp-/,
    reason:
      'LGPL libraries that Astro offers for images; nothing here calls or ships them, and npm can leave out ' +
      'no single optional package',
  },
  { name: /^format$/, reason: 'names no licence in its manifest; MIT by its readme' },
  { name: /^color-convert$/, reason: 'names none in its old manifest; MIT by its LICENSE file' },
  { name: /^parse-cache-control$/, reason: 'names BSD in an older way; so its LICENSE file' },
];

/**
 * What package-lock.json may not bring: a licence outside the list, an install script that nobody
 * allowed, a package without integrity.
 *
 * @param allowScripts package.json's own list; false keeps a script from running
 */
export function packageFaults(
  lock: unknown,
  allowScripts: Readonly<Record<string, boolean>>,
): string[] {
  const faults: string[] = [];
  for (const [path, entry] of Object.entries(lockSchema.parse(lock).packages)) {
    if (path === '') continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = entry.license ?? 'no licence named';
    if (!isAllowed(licence) && !exceptions.some((one) => one.name.test(name))) {
      faults.push(
        `${name}: licence ${licence}; add it to scripts/lib/lint/packages.ts if it may be`,
      );
    }
    if (entry.hasInstallScript === true && !Object.hasOwn(allowScripts, name)) {
      faults.push(
        `${name}: has an install script; say in package.json (allowScripts) whether it may run`,
      );
    }
    if (entry.integrity === undefined) faults.push(`${name}: no integrity in package-lock.json`);
  }
  return faults;
}

/** `A OR B` needs one of them, `A AND B` both. */
function isAllowed(licence: string): boolean {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => allowedLicences.has(one.trim())));
}
