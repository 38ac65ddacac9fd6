import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realParts } from '../support/real-parts.ts';
import { noon, temporaryFolder, writeHistory } from './support/history.ts';

const script = fileURLToPath(new URL('../../scripts/recount.ts', import.meta.url));
const available = realParts.git.available && existsSync('/usr/bin/python3');

describe.skipIf(!available)('the recount', () => {
  let temporary: ReturnType<typeof temporaryFolder>;
  beforeAll(() => {
    temporary = temporaryFolder();
  });
  afterAll(() => {
    temporary.remove();
  });

  it(
    'comes to the same as the engine at every commit, Python 2 among it',
    { timeout: 600_000 },
    () => {
      const versions = [
        'import green\nimport greenery\nfrom .green import x\n',
        'if x:\n    import os, green.thread as t\n"import green"\n# import green\n',
        'from green import (\n    a,\n    b)\nprint "python 2"\nimport green; import green.b\n',
        'from lib import green\n',
      ];
      writeHistory(join(temporary.path, 'demo', 'one'), [
        ...versions.map((content, i) => ({
          time: noon('2024-01-01') + i,
          entries: [
            { path: `m${i % 2}.py`, content },
            { path: 'doc/a.rst', content: `green\n${'a green green\n'.repeat(i)}` },
          ],
        })),
        { time: noon('2024-02-01'), entries: [{ path: 'm1.py', content: null }] },
      ]);
      const pattern = join(temporary.path, '{owner}', '{name}');
      const args = [
        '--clones',
        pattern,
        '--repository',
        'demo/one',
        '--module',
        'green',
        '--every',
      ];
      const out = execFileSync(process.execPath, [script, ...args, '--json'], { encoding: 'utf8' });
      const [imports, lines] = JSON.parse(out) as [object, object];
      const everywhere = { commits: 5, compared: 5, unread: 0, different: [] };
      // 1, 2, 4, 3 import statements.
      expect(imports).toMatchObject({ ...everywhere, points: 4, head: 3 });
      expect(lines).toMatchObject({ ...everywhere, points: 4, head: 4 });
    },
  );

  it.each([
    [
      'go',
      'io/old',
      'go',
      [
        'package a\nimport "io/old"\nvar x = `\nimport "io/old"`\n',
        'package a\nimport (\n\to "io/old/sub" // "io/old"\n\t"io/older"\n\t_ `io/old`\n)\n',
        'package a\n/* import "io/old" */\n',
      ],
      [1, 2, 0],
    ],
    [
      'java',
      'org.old',
      'java',
      [
        'import org.old.*;\nimport static org.old.A.b;\n// import org.old.B;\nclass C {}\n',
        'import org . old . A;\nimport org.older.A;\nclass C { String s = "import org.old;"; }\n',
        'class C {}\n',
      ],
      [2, 1, 0],
    ],
    [
      'rust',
      'old',
      'rs',
      [
        'extern crate old;\nuse old::{a, b::{self, c as d}};\nuse older::a;\n',
        'pub use {std::io, old as new};\n/* use old; */\nconst A: &str = r#"use old;"#;\n',
        'use new::old;\n',
      ],
      [2, 1, 0],
    ],
    [
      'c',
      'old',
      'h',
      [
        '#include <old/a.h>\n # include "old/b.h" /* c */\n#include <older.h>\n',
        '// #include <old/a.h>\n#include <old/c.h>\n',
        'int old;\n',
      ],
      [2, 1, 0],
    ],
  ] as const)(
    'comes to the same in %s',
    { timeout: 600_000 },
    (language, module, ending, versions, counts) => {
      const name = `in-${language}`;
      writeHistory(
        join(temporary.path, 'demo', name),
        versions.map((content, i) => ({
          time: noon('2024-01-01') + i,
          entries: [{ path: `src/a.${ending}`, content }],
        })),
      );
      const pattern = join(temporary.path, '{owner}', '{name}');
      const args = [
        ...['--clones', pattern, '--repository', `demo/${name}`, '--every', '--json'],
        ...['--language', language, '--module', module],
      ];
      const out = execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' });
      const [imports] = JSON.parse(out) as [object];
      expect(imports).toMatchObject({ compared: 3, unread: 0, different: [], head: counts[2] });
      expect(imports).toMatchObject({ points: counts.length });
    },
  );
});
