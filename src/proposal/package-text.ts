import { z } from 'zod';

/** A package and what is asked of its version. */
interface PackageParts {
  name: string;
  sign?: '>=' | '<';
  version?: string;
}

/** `name`, `name >= 1.2` or `name < 1.2`; undefined for anything else. */
export function packageParts(text: string): PackageParts | undefined {
  const [, name = '', sign, version] =
    /^([^<>=!~\s]+)(?:\s*(>=|<)\s*(v?\d[\w.+!-]*))?$/.exec(text.trim()) ?? [];
  if (name === '') return undefined;
  return sign === undefined ? { name } : { name, sign: sign as '>=' | '<', version: version ?? '' };
}

/** A name of a package, perhaps with a bound. */
export const packageTextSchema = z
  .string()
  .min(1, { abort: true })
  .refine((text) => !/[<>=~]/.test(text) || packageParts(text) !== undefined, {
    error: 'expected a name, `name >= 1.2` or `name < 1.2`',
  });
