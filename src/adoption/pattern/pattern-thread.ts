import { workerData, type MessagePort } from 'node:worker_threads';
import { findPattern, type PatternQuestion } from './find-pattern.ts';
import { parsed, type SyntaxNode } from './grammars.ts';

/** A thread that answers one question after another; between them the trees are freed. */
const { answered, port } = workerData as { answered: Int32Array; port: MessagePort };
let text = '';
let language: string | undefined;
let root: SyntaxNode | undefined;

port.on('message', (question: PatternQuestion) => {
  let answer: unknown;
  try {
    if (question.text !== undefined || language !== question.language) root = undefined;
    text = question.text ?? text;
    language = question.language;
    root ??= parsed(question.language, text);
    answer = findPattern(root, question, text);
  } catch (error) {
    answer = { fault: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(answer);
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
});
