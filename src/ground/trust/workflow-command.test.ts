import fc from 'fast-check';
import { expect, test } from 'vitest';
import { terminalLine } from './terminal-line.ts';
import { workflowCommand, type Annotation } from './workflow-command.ts';

/**
 * How GitHub's runner reads a line (ActionCommand.TryParseV2 and TryParse of actions/runner): a command
 * begins at the line's first sign that is no blank, an older form anywhere in it.
 */
function read(line: string) {
  const found = /^\s*::([^\s:]+)(?: ([^]*?))?::([^]*)$/.exec(line);
  if (found === null) return undefined;
  const [, name, list = '', text = ''] = found;
  const plain = (value: string, more: [string, string][]) =>
    [...more, ['%0D', '\r'], ['%0A', '\n'], ['%25', '%']].reduce(
      (now, [from = '', to = '']) => now.replaceAll(from, to),
      value,
    );
  const properties = list.split(',').map((one) => {
    const [key = '', ...rest] = one.split('=');
    return [
      key,
      plain(rest.join('='), [
        ['%3A', ':'],
        ['%2C', ','],
      ]),
    ];
  });
  return { name, properties: Object.fromEntries(properties) as object, text: plain(text, []) };
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('::', '%0A', '%', '\n', '\r', '##[error]', ',', '=', ':', 'a', '\u2028'))
    .map((parts) => parts.join('')),
);

test('whatever strangers wrote, a line is one command, and says what was meant', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, fc.nat(), (file, title, message, line) => {
      const given: Annotation = { level: 'error', file, line, column: 2, title, message };
      const made = workflowCommand(given);
      expect(made).not.toMatch(/[\r\n\u2028\u0085]|##\w*\[/);
      expect(read(made)).toEqual({
        name: 'error',
        properties: {
          file: terminalLine(file),
          line: String(line),
          col: '2',
          title: terminalLine(title),
        },
        text: terminalLine(message),
      });
    }),
    { numRuns: 500 },
  );
});

test('a fault without a file names none', () => {
  const given: Annotation = {
    ...{ level: 'error', file: undefined, line: 3, column: 1 },
    ...{ title: 'T', message: '100 %, said: no' },
  };
  expect(workflowCommand(given)).toBe('::error title=T::100 %25, said: no');
});
