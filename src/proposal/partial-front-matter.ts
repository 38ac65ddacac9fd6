import type { z } from 'zod';
import { frontMatterSchema, type FrontMatter } from './front-matter.ts';
import type { YamlSource } from './yaml-source.ts';

/** The fields of a front matter that hold by themselves, while others are faulty. */
export type PartialFrontMatter = {
  [Key in keyof FrontMatter]?: FrontMatter[Key] | undefined;
};

/**
 * Reads each field of a faulty front matter by itself, so that what is wrong with one hides nothing
 * that is wrong with another.
 */
export function partialFrontMatter({ value }: YamlSource): PartialFrontMatter {
  if (typeof value !== 'object' || value === null) return {};
  const written = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(frontMatterSchema.shape).flatMap(([key, schema]) => {
      const result = schema.safeParse(Object.hasOwn(written, key) ? written[key] : undefined);
      return result.success ? [[key, result.data]] : [];
    }),
  );
}

/** The ids of the stages as they are written, whatever else is wrong with them. */
export function writtenStages({ value }: YamlSource): string[] | undefined {
  const stages: unknown =
    typeof value === 'object' && value !== null && 'stages' in value ? value.stages : undefined;
  if (!Array.isArray(stages)) return undefined;
  const ids = stages.map((stage: unknown) =>
    typeof stage === 'object' && stage !== null && 'id' in stage ? stage.id : undefined,
  );
  return ids.every((id): id is string => typeof id === 'string') ? ids : undefined;
}

/** An entry of a list of the front matter: whole where it holds, and the fields of it that do. */
export interface Item<T> {
  whole: T | undefined;
  part: { [Key in keyof T]?: T[Key] | undefined };
  /** Names of all fields that are written, faulty ones too. */
  written: ReadonlySet<string>;
}

/** Reads each entry of a list by itself, so that a fault of one hides nothing that is wrong with another. */
export function readItems<Shape extends z.ZodRawShape>(
  { value }: YamlSource,
  key: keyof FrontMatter,
  schema: z.ZodObject<Shape>,
): Item<z.infer<z.ZodObject<Shape>>>[] {
  const written = typeof value === 'object' && value !== null && key in value;
  const list: unknown = written ? (value as Record<string, unknown>)[key] : undefined;
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => {
    const fields: Record<string, unknown> =
      typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : {};
    const part = Object.entries(schema.shape).flatMap(([name, field]) => {
      const result = (field as z.ZodType).safeParse(fields[name]);
      return result.success ? [[name, result.data]] : [];
    });
    return {
      whole: schema.safeParse(item).data,
      written: new Set(Object.keys(fields)),
      part: Object.fromEntries(part) as Item<z.infer<z.ZodObject<Shape>>>['part'],
    };
  });
}
