import { selectorsOf } from '../anchoring/selector.ts';
import type { ReadThread } from '../store/read-thread.ts';

const context = ['http://www.w3.org/ns/anno.jsonld', { crossplan: 'urn:crossplan:' }];
const motivations = {
  remark: 'commenting',
  question: 'questioning',
  concern: 'assessing',
  suggestion: 'editing',
} as const;

/** What threads are written from. */
export interface ToAnnotate {
  /** Address of the page of annotations itself. */
  id: string;
  /** Address of the proposal's page. */
  target: string;
  threads: readonly ReadThread[];
  /** Canonical texts by the name of their revision. */
  texts: ReadonlyMap<string, string>;
}

/**
 * Threads as the Web Annotation Data Model (W3C, 2017) has them: an AnnotationPage. The first comment
 * of a thread annotates the passage, each further one replies to it.
 */
export function annotationPage({ id, target, threads, texts }: ToAnnotate): object {
  const items = threads.flatMap((thread) => annotationsOf(thread, target, texts));
  return { '@context': context, id, type: 'AnnotationPage', items };
}

function annotationsOf(
  thread: ReadThread,
  target: string,
  texts: ReadonlyMap<string, string>,
): object[] {
  const [first] = thread.comments;
  const text = texts.get(thread.revision) ?? '';
  return thread.comments.map((comment) => ({
    id: `urn:uuid:${comment.id}`,
    type: 'Annotation',
    motivation: comment === first ? motivations[thread.kind] : 'replying',
    created: comment.at,
    ...(comment.editedAt === null ? {} : { modified: comment.editedAt }),
    creator: personOf(comment.author),
    ...(comment.body === null
      ? {}
      : { body: { type: 'TextualBody', value: comment.body, format: 'text/markdown' } }),
    target:
      comment === first
        ? { source: target, selector: selectors(text, thread) }
        : `urn:uuid:${first?.id ?? ''}`,
    'crossplan:thread': thread.id,
    'crossplan:state': thread.state,
    ...(comment === first ? resolvedOf(thread) : {}),
    'crossplan:revision': thread.revision,
  }));
}

function resolvedOf({ resolved }: ReadThread): object {
  if (resolved === null) return {};
  const { at, by } = resolved;
  return {
    'crossplan:resolved': at,
    'crossplan:resolvedBy': personOf(by),
  };
}

function personOf({ id, name }: { id: string; name: string }): object {
  return { id: `urn:uuid:${id}`, type: 'Person', name };
}

/** Where the text is known, its position and quote; otherwise the quote alone. */
function selectors(text: string, { quote, passage }: ReadThread): object[] {
  if (text.slice(passage.start, passage.end) !== quote) {
    return [{ type: 'TextQuoteSelector', exact: quote }];
  }
  const { position, quote: found } = selectorsOf(text, passage);
  return [position, found];
}
