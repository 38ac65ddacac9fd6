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
