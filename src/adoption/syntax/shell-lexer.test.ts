import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kind } from './kind.ts';
import { shellKinds } from './shell-lexer.ts';

/** Commands in which `C` stands in code, `S` in a string, `K` in a comment. */
const commands = [
  'echo C',
  "echo 'S'C",
  'echo "S"C "S"',
  'echo "a $(echo C) S"C',
  'echo "a $(echo "S" C # K\n) S"C',
  'echo "`echo C` S"C',
  'echo `echo C`C',
  'echo C # K',
  '# K',
  'echo x#C',
  'echo \\# C \\\' C \\" C',
  'echo "\\" # S" C',
  "echo $'\\' # S' C",
  "echo '\\'C",
  'echo "it\'s # S" C',
  'echo "a\n# S\nb" C',
  "echo 'a\n# S\nb' C",
  'echo ${x#C} ${#x} C # K',
  'echo "${x:-S}" C',
  'echo "${x:-"S"}" C',
  'echo "${x:-$(echo C)}" C',
  'echo $((1 << 2)) C',
  'echo "$((1 << 2)) S" C',
  'if ((1 < 2)); then echo C; fi',
  'cat <<END\nS # S "S\nEND\necho C',
  "cat <<-'END OF IT' C\n\tS $(S\n\tEND OF IT\necho C",
  'cat <<A <<\\B; echo C\nS\nA\nS\nB\necho C # K',
  'cat <<END\nS $(echo C "S") S `echo C`\nEND\necho C',
  "cat <<'END'\nS $(echo S)\nEND\necho C",
  'cat <<END\n$(cat <<E\nS $(S)\nE\n) S\nEND\necho C',
  'cat <<<C',
  'case C in C) echo "S";; *) echo C;; esac # K',
  'echo "$(case x in x) echo C;; esac) S"C',
  'echo "$( (echo C); echo C) S"C',
  '(echo C;# K\n)',
  'f() { echo C; }; f # K',
];

interface Mark {
  mark: string;
  expected: string;
}

/** A script of these commands, each of its letters a mark of its own. */
function script(chosen: readonly number[]): { text: string; marks: Mark[] } {
  const marks: Mark[] = [];
  const lines = chosen.map((index) =>
    (commands[index] ?? '').replace(/(?<![A-Za-z])[CSK](?![A-Za-z])/g, (letter) => {
      const mark = `m${marks.length}m`;
      marks.push({ mark, expected: letter });
      return mark;
    }),
  );
  return { text: `${lines.join('\n')}\n`, marks };
}

const letters: Record<number, string> = {
  [kind.code]: 'C',
  [kind.string]: 'S',
  [kind.comment]: 'K',
};
const scripts = fc.array(fc.nat(commands.length - 1), { minLength: 1, maxLength: 6 }).map(script);

function found(text: string, marks: readonly Mark[]): Mark[] {
  const kinds = shellKinds(text);
  return marks.map(({ mark }) => {
    const at = text.indexOf(mark);
    const own = new Set(kinds.subarray(at, at + mark.length));
    return { mark, expected: [...own].map((one) => letters[one] ?? '?').join('') };
  });
}

it.each(commands.map((command, index) => [command, index] as const))(
  'tells code, strings and comments apart: %j',
  (_, index) => {
    const { text, marks } = script([index]);
    expect(found(text, marks)).toEqual(marks);
  },
);

it('tells them apart whatever stands before', () => {
  fc.assert(
    fc.property(scripts, ({ text, marks }) => {
      expect(found(text, marks)).toEqual(marks);
    }),
  );
});

it('ends, with a kind for each character, whatever is written', () => {
  const pieces = ['"', "'", '`', '$(', '${', '$((', '(', ')', '}', '))', '#', '\\', '\n', ' ', 'a'];
  const any = fc.array(fc.constantFrom(...pieces, '<<A', '<<', '<<-', 'case ', 'esac'));
  fc.assert(
    fc.property(any, (all) => {
      const text = all.join('');
      expect(shellKinds(text).length).toBe(text.length);
    }),
  );
});

const bash = spawnSync('bash', ['-c', 'echo $BASH_VERSION'], { encoding: 'utf8' }).stdout;

/** Bash prints a function as it understood it: without its comments. */
it.skipIf((bash || '').trim() === '')('finds the comments that bash passes over', () => {
  fc.assert(
    fc.property(scripts, ({ text, marks }) => {
      const program = `f__() {\n:\n${text}}\ndeclare -f f__\n`;
      const { stdout, status } = spawnSync('bash', ['--norc'], {
        input: program,
        encoding: 'utf8',
      });
      expect(status).toBe(0);
      const passed = marks.filter(({ mark }) => !stdout.includes(mark));
      const comments = found(text, marks).filter(({ expected }) => expected === 'K');
      expect(comments.map(({ mark }) => mark)).toEqual(passed.map(({ mark }) => mark));
    }),
    { numRuns: 30 },
  );
});
