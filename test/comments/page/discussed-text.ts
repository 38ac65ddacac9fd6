import { readFile } from 'node:fs/promises';

/** The passages that the tests speak of. */
export const passages = {
  /** Stands in the first text and, further down, in the second one. */
  stays: 'callbacks cannot be awaited',
  /** One of its words changes. */
  edited: 'Each project reports its progress every week',
  editedTo: 'Each project reports its progress every month',
  /** Is gone in the second text. */
  gone: 'Nobody waits longer than ten days for an answer',
} as const;

const first = `
## Summary

Every project calls the file system with promises, and the callbacks go.

## Problem

What is there today cannot stay: ${passages.stays}, and an error thrown within one is lost. A stack that ends
in the event loop says nothing of who asked.

| Way       | Errors  | Cancelling |
| --------- | ------- | ---------- |
| callbacks | by hand | no         |
| promises  | thrown  | a signal   |

## Plan

${passages.edited}, and so do its tests. Nobody is asked to change both at once.

${passages.gone}.

### Stage: ready

1. Require a version of the libraries that offers promises.
2. Import the promise API where a callback is passed.

\`\`\`js
const text = await readFile(path, 'utf8');
\`\`\`

### Stage: removed

Search for callbacks that are left, and replace them.

- Tests count too.
- So do examples.

## Migrating one project

Begin at the leaves: a module that nobody else of the project calls is changed first.

## Impact

Little: the same calls, in another form.

## Concerns

None beyond those of the register.

## History

- 2026-01-01: first draft.
`;

const second = first
  .replace(
    '## Problem\n',
    '## Scope\n\nLibraries and services alike; what runs in a browser is left as it is.\n\n## Problem\n',
  )
  .replace(passages.edited, passages.editedTo)
  .replace(`${passages.gone}.\n\n`, '');

/** The two texts of the proposal, each with the front matter of the project's small blueprint. */
export async function discussedTexts(): Promise<[first: string, second: string]> {
  const whole = await readFile('test/support/async-blueprint/index.md', 'utf8');
  const front = whole.slice(0, whole.indexOf('\n---\n') + '\n---\n'.length);
  return [front + first, front + second];
}
