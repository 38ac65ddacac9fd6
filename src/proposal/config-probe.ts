import { z } from 'zod';
import { patternTextSchema } from './pattern-text.ts';
import { common, globs } from './probe-common.ts';

/** Formats of configuration that are read. */
export const configFormatSchema = z.enum(['ini', 'toml', 'yaml', 'json']);
export type ConfigFormat = z.infer<typeof configFormatSchema>;

const conditions = z
  .record(z.string().min(1), patternTextSchema)
  .refine((one) => Object.keys(one).length > 0, { error: 'expected at least one key' });

/** A key of a configuration file, perhaps only with a certain value. */
export const configProbeSchema = z
  .strictObject({
    kind: z.literal('config'),
    ...common,
    include: globs,
    /** How the files are read; without it, by their names. Files of which neither tells are not looked at. */
    format: configFormatSchema.optional(),
    /**
     * The keys that lead to it, from the top of the file; in an INI file the section and its option. `*` is
     * any key, `**` any number of them, `/re/` a regular expression. The elements of a list stand at the
     * list's own key.
     */
    key: z.array(patternTextSchema.min(1)).min(1),
    /**
     * The whole value, `/re/` a regular expression. In a list each element counts; one that is a table of a
     * single key counts by that key: `- job: {voting: false}` is `job` with a setting.
     */
    value: patternTextSchema.optional(),
    /** One of the words of the value, which are parted by commas and blanks. */
    item: patternTextSchema.min(1).optional(),
    /** Settings that must stand beside it. */
    with: conditions.optional(),
    /** Settings of which none may stand beside it. */
    unless: conditions.optional(),
  })
  .refine(({ value, item }) => value === undefined || item === undefined, {
    path: ['item'],
    error: 'expected one of `value` (the whole of it) and `item` (a word of it), not both',
  })
  .refine(({ key }) => key.length === 0 || key.some((one) => one !== '*' && one !== '**'), {
    path: ['key'],
    error: 'expected a key that is named: `*` and `**` alone are in every file',
  });
export type ConfigProbe = z.infer<typeof configProbeSchema>;
