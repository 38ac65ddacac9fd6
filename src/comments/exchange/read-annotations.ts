import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ThreadKind } from '../store/tables.ts';
import { exportedThreadSchema, faultsOf, momentSchema, uuidSchema } from './exported-thread.ts';
import type { GivenPassage, GivenThread, GivenThreads } from './given-thread.ts';

const idSchema = z.string().min(1).max(2000);

/** What a thread is for, by the motivation of its first annotation; any other is a remark. */
const kinds: Readonly<Record<string, ThreadKind>> = {
  commenting: 'remark',
  questioning: 'question',
  assessing: 'concern',
  editing: 'suggestion',
};

const selectorSchema = z.union([
  z.object({
    type: z.literal('TextPositionSelector'),
    start: z.int().nonnegative(),
    end: z.int().positive(),
  }),
  z.object({
    type: z.literal('TextQuoteSelector'),
    exact: z.string().min(1),
    prefix: z.string().max(10_000).optional(),
    suffix: z.string().max(10_000).optional(),
  }),
  z.looseObject({ type: z.string() }),
]);
type Selector = z.infer<typeof selectorSchema>;

const oneOrMany = <T extends z.ZodType>(schema: T) =>
  z.union([z.array(schema).max(100), schema.transform((one) => [one])]);

const creatorSchema = z.union([
  z.string().transform((name) => ({ id: undefined, name })),
  z.object({ id: idSchema.optional(), name: z.string() }),
]);

/** The part of an annotation of the Web Annotation Data Model (W3C, 2017) that is read. */
const annotationSchema = z.object({
  id: idSchema,
  type: z.literal('Annotation'),
  motivation: oneOrMany(z.string()).default(['commenting']),
  created: momentSchema,
  modified: momentSchema.optional(),
  creator: creatorSchema,
  body: oneOrMany(
    z.looseObject({ type: z.string().optional(), value: z.string().optional() }),
  ).default([]),
  target: z.union([
    idSchema,
    z.object({ source: idSchema, selector: oneOrMany(selectorSchema).default([]) }),
  ]),
  'crossplan:thread': uuidSchema.optional(),
  'crossplan:state': z.enum(['open', 'resolved']).default('open'),
  'crossplan:resolved': momentSchema.optional(),
  'crossplan:resolvedBy': creatorSchema.optional(),
  'crossplan:revision': exportedThreadSchema.shape.revision.optional(),
});
type Annotation = z.infer<typeof annotationSchema>;

const pageSchema = z.union([
  z.object({ type: z.literal('AnnotationPage'), items: z.array(z.unknown()).max(100_000) }),
  z
    .array(z.unknown())
    .max(100_000)
    .transform((items) => ({ items })),
]);

/**
 * Threads of a page of W3C annotations, or of a list of them: what annotates a passage begins one, what
 * annotates an annotation answers in its thread. Ids that are UUIDs stay; of any other one is made that
 * is the same at every reading.
 */
export function readAnnotations(value: unknown): GivenThreads {
  const page = pageSchema.safeParse(value);
  if (!page.success) {
    return { threads: [], faults: ['expected an AnnotationPage with `items`, or a list'] };
  }
  const faults: string[] = [];
  const threads: GivenThread[] = [];
  const byId = new Map<string, GivenThread>();
  for (const [i, item] of page.data.items.entries()) {
    const at = `items.${i}`;
    const read = annotationSchema.safeParse(item);
    if (!read.success) {
      faults.push(...faultsOf(read.error).map((fault) => `${at}.${fault}`));
      continue;
    }
    const annotation = read.data;
    const { id, target } = annotation;
    if (byId.has(id)) faults.push(`${at}.id: ${id} stands there twice`);
    const answered = typeof target === 'string' ? byId.get(target) : undefined;
    const thread = answered ?? beginning(annotation, at);
    if (typeof thread === 'string') {
      faults.push(`${at}.${thread}`);
      continue;
    }
    if (answered === undefined) threads.push(thread);
    byId.set(id, thread);
    thread.comments.push(commentOf(annotation));
  }
  // What is taken is held against the same bounds, whatever form it came in.
  for (const { at, ...thread } of threads) {
    const shape = exportedThreadSchema.omit({ proposal: true, revision: true, passage: true });
    const read = shape.safeParse(thread);
    if (!read.success) faults.push(...faultsOf(read.error).map((fault) => `${at}: ${fault}`));
  }
  return { threads, faults: faults.slice(0, 50) };
}

function beginning(annotation: Annotation, at: string): GivenThread | string {
  const { id, target, motivation, created } = annotation;
  if (typeof target === 'string') return `target: no annotation before it is ${target}`;
  const passage = passageOf(target.selector);
  if (passage === undefined) return 'target.selector: expected a TextQuoteSelector';
  const kind = motivation.map((word) => kinds[word]).find((one) => one !== undefined);
  const number = /\/proposals\/(\d{4})-[^/]*\/?(?:[?#].*)?$/.exec(target.source)?.[1];
  return {
    at,
    id: annotation['crossplan:thread'] ?? uuidOf(`thread ${id}`),
    proposal: number === undefined ? undefined : Number(number),
    kind: kind ?? 'remark',
    state: annotation['crossplan:state'],
    openedBy: personOf(annotation.creator),
    openedAt: created,
    resolved: resolvedOf(annotation),
    revision: annotation['crossplan:revision'],
    passage,
    quote: 'quote' in passage ? passage.quote.exact : '',
    placement: null,
    lookAgain: false,
    version: 1,
    comments: [],
  };
}

function passageOf(selectors: readonly Selector[]): GivenPassage | undefined {
  let position: { start: number; end: number } | undefined;
  let quote: { exact: string; prefix?: string; suffix?: string } | undefined;
  for (const one of selectors) {
    if (one.type === 'TextPositionSelector' && 'start' in one) {
      position = { start: Number(one.start), end: Number(one.end) };
    }
    if (one.type === 'TextQuoteSelector' && typeof one.exact === 'string') {
      const [prefix, suffix] = [one.prefix, one.suffix];
      quote = {
        exact: one.exact,
        ...(typeof prefix === 'string' ? { prefix } : {}),
        ...(typeof suffix === 'string' ? { suffix } : {}),
      };
    }
  }
  return quote && { position, quote };
}

function commentOf(annotation: Annotation): GivenThread['comments'][number] {
  const { id, created, modified, body } = annotation;
  const text = body.map(({ value }) => value ?? '').join('\n\n');
  const isSaid = text.trim() !== '';
  const wasEdited = modified !== undefined && modified !== created;
  // Of what an annotation no longer says it is not told whether its author or a moderator took it away.
  const isHidden = !isSaid && wasEdited;
  return {
    id: uuidOf(id),
    author: personOf(annotation.creator),
    at: created,
    deletedAt: isSaid || isHidden ? null : created,
    body: isSaid ? text : null,
    hidden: isHidden ? { reason: 'what it said was not exported' } : null,
    held: false,
    versions: wasEdited ? 2 : isSaid ? 1 : 0,
    editedAt: wasEdited ? modified : null,
    reactions: {},
  };
}

function resolvedOf(annotation: Annotation): GivenThread['resolved'] {
  const [at, by] = [annotation['crossplan:resolved'], annotation['crossplan:resolvedBy']];
  return at === undefined || by === undefined ? null : { at, by: personOf(by) };
}

function personOf({ id, name }: Annotation['creator']): { id: string; name: string } {
  return { id: uuidOf(id ?? `person ${name}`), name: name.trim().slice(0, 200) };
}

/** The UUID of an id that is one, else one made of it (version 8: of our own making). */
function uuidOf(id: string): string {
  const own = /^(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(id)?.[1];
  if (own !== undefined) return own;
  const hash = createHash('sha256').update(id).digest('hex');
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
  ];
  return [...parts, hash.slice(20, 32)].join('-');
}
