import { z } from 'zod';
import { registrySchema } from './registry.ts';

/** A part of a JSON Schema, as far as the registry's keys are read from it. */
export interface SchemaNode {
  description?: string;
  type?: string;
  enum?: string[];
  default?: unknown;
  required?: string[];
  properties?: Record<string, SchemaNode>;
  additionalProperties?: SchemaNode | boolean;
  items?: SchemaNode;
}

/**
 * JSON Schema of proposals/projects.yaml, for editors (proposals/_schema) and the guide. It lets in
 * somewhat more than `npm run check`: what is asked of an address is code.
 */
export function registryJsonSchema(): SchemaNode {
  return z.toJSONSchema(registrySchema, { io: 'input', unrepresentable: 'any' }) as SchemaNode;
}

/** One key of projects.yaml. */
export interface RegistryKey {
  /** `projects.<id>.parts.<id>.entry`; `[]` stands for each of a list. */
  path: string;
  description: string;
  isRequired: boolean;
  /** What it takes: `text`, `list of text`, `gerrit or github`, `mapping`. */
  takes: string;
}

/** Every key that the registry may have, those within others after them. */
export function registryKeys(node = registryJsonSchema(), path = ''): RegistryKey[] {
  const below = path === '' ? '' : `${path}.`;
  const own = Object.entries(node.properties ?? {}).flatMap(([key, child]) => [
    {
      path: `${below}${key}`,
      description: child.description ?? '',
      isRequired: node.required?.includes(key) ?? false,
      takes: taken(child),
    },
    ...registryKeys(child, `${below}${key}`),
  ]);
  const each =
    typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
  return [
    ...own,
    ...(each === undefined ? [] : registryKeys(each, `${below}<id>`)),
    ...(node.items === undefined ? [] : registryKeys(node.items, `${path}[]`)),
  ];
}

function taken({ type, enum: values, items }: SchemaNode): string {
  if (values !== undefined) return values.join(' or ');
  if (items !== undefined) return `list of ${items.type === 'object' ? 'mappings' : 'text'}`;
  return type === 'object' ? 'mapping' : 'text';
}
