import { describe, expect, it } from 'vitest';
import { look } from './support/look.ts';

const config = (more: Record<string, unknown>) => ({ kind: 'config', include: ['**'], ...more });
const lines = async (probe: Record<string, unknown>, path: string, text: string) =>
  (await look(config(probe), { [path]: text })).map((one) => one.replace(`${path}:`, '').trim());

describe('a config probe of an INI file', () => {
  const tox = `[tox]
envlist = py3
[testenv]
deps =
  -r{toxinidir}/requirements.txt
  # H905 is for later
  hacking
[flake8]
# enable-extensions = H905
Enable-Extensions = H203,H904,
  H905 N535
ignore = H905
[testenv:py3-threading]
setenv = A=1
[testenv:docs]
`;
  const rule = { key: ['flake8', 'enable-extensions'] };

  it.each<[Record<string, unknown>, string[]]>([
    [{ ...rule, item: 'H905' }, ['11 code']],
    [{ ...rule, item: '/^H9/' }, ['10 code', '11 code']],
    [{ ...rule, item: 'H90' }, []],
    [{ ...rule, value: 'H905' }, []],
    [{ ...rule, value: 'H203,H904,\nH905 N535' }, ['10 code']],
    [{ key: ['flake8', '/^enable[-_]extensions$/'], item: 'N535' }, ['11 code']],
    [{ key: ['flake8', 'ignore'], value: 'H905' }, ['12 code']],
    [{ key: ['FLAKE8', 'ignore'] }, []],
    [{ key: ['*', 'ignore'], item: 'H905' }, ['12 code']],
    [{ key: ['**', 'ignore'], item: 'H905' }, ['12 code']],
    [{ key: ['/^testenv:.*threading/'] }, ['13 code']],
    [{ key: ['/^testenv/', 'deps'], item: 'hacking' }, ['7 code']],
    [{ key: ['/^testenv/', 'deps'], item: '#' }, []],
    [{ ...rule, item: 'H905', with: { ignore: 'H905' } }, ['11 code']],
    [{ ...rule, item: 'H905', unless: { ignore: '/H/' } }, []],
  ])('%j', async (probe, expected) => {
    expect(await lines(probe, 'tox.ini', tox)).toEqual(expected);
  });

  it('reads what stands above all sections at the top, and an option without a value', async () => {
    const text = 'root = true\n[a]\nskip\nskip = 1\n';
    expect(await lines({ key: ['root'], value: 'true' }, '.editorconfig', text)).toEqual([
      '1 code',
    ]);
    expect(await lines({ key: ['a', 'skip'] }, 'x.cfg', text)).toEqual(['3 code', '4 code']);
    expect(await lines({ key: ['a', 'skip'], value: '' }, 'x.cfg', text)).toEqual(['3 code']);
  });
});

describe('a config probe of YAML', () => {
  const zuul = `- project:
    check: &jobs
      jobs:
        - unit-threading
        - tempest-threading:
            voting: false
        - grenade-threading:
            files: [a]
        - other
    gate: *jobs
    post:
      jobs: [ late-threading ]
- job:
    name: own-threading
    voting: no
- job: { name: 'loud-threading' }
`;
  const jobs = { key: ['project', '/^(?:check|gate)$/', 'jobs'], value: '/-threading$/' };

  it.each<[Record<string, unknown>, number[]]>([
    [jobs, [4, 5, 7, 4, 5, 7]],
    [{ ...jobs, unless: { voting: 'false' } }, [4, 7, 4, 7]],
    [{ ...jobs, with: { voting: 'false' } }, [5, 5]],
    [{ ...jobs, key: ['**', 'jobs'] }, [4, 5, 7, 4, 5, 7, 12]],
    [{ ...jobs, key: ['project', 'post', 'jobs'] }, [12]],
    [{ key: ['job', 'name'], value: '/-threading$/' }, [14, 16]],
    [{ key: ['job', 'name'], value: '/-threading$/', unless: { voting: 'false' } }, [16]],
    [{ key: ['job', 'voting'], value: 'no' }, [15]],
    [{ key: ['**', 'voting'], value: 'false' }, [6, 6, 15]],
    [{ key: ['**', '**', 'voting'] }, [6, 6, 15]],
    [{ key: ['project', 'check'], value: '/./' }, []],
  ])('%j', async (probe, expected) => {
    const found = await lines(probe, '.zuul.yaml', zuul);
    expect(found).toEqual(expected.map((line) => `${line} code`));
  });

  it('knows documents, tables that are brought in, tags and keys that look like no text', async () => {
    const text = `base: &base { voting: false, a: 1 }
---
on: push
own: !encrypted/pkcs1-oaep
  - x
more:
  <<: &other { voting: false, a: 2 }
  a: 3
none:
`;
    expect(await lines({ key: ['base', 'a'] }, 'a.yml', text)).toEqual(['1 code']);
    expect(await lines({ key: ['on'], value: 'push' }, 'a.yml', text)).toEqual(['3 code']);
    expect(await lines({ key: ['own'], item: 'x' }, 'a.yml', text)).toEqual(['5 code']);
    expect(await lines({ key: ['more', 'a'] }, 'a.yml', text)).toEqual(['8 code']);
    expect(await lines({ key: ['more', 'voting'] }, 'a.yml', text)).toEqual(['7 code']);
    expect(await lines({ key: ['none'], value: '' }, 'a.yml', text)).toEqual(['9 code']);
  });

  it('says what it could not read, and keeps what stands before', async () => {
    const text = 'a: 1\nb: [1\n';
    expect(await lines({ key: ['a'] }, 'a.yml', text)).toEqual(['1 code', 'config']);
    const bomb = ['a0: &a0 [x]', ...Array.from({ length: 9 }, (_, i) => layer(i))].join('\n');
    expect(await lines({ key: ['**', 'x'] }, 'a.yml', bomb)).toEqual(['config']);
    const merges = `base: &base { ${Array.from({ length: 900 }, (_, i) => `x${i}: 1`).join(', ')} }\n`;
    const brought = `${merges}all:\n${'  - <<: *base\n'.repeat(900)}`;
    expect(await lines({ key: ['**', 'x1'] }, 'a.yml', brought)).toEqual(['config']);
    // What an alias would bring into itself.
    const endless = 'x: &x { b: *x, c: 1 }';
    expect(await lines({ key: ['**', 'x', '**', 'c'] }, 'a.yml', endless)).toEqual(['1 code']);
  });
  const layer = (i: number) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`;
});

describe('a config probe of TOML and JSON', () => {
  const toml = `top = 1
[tool.ruff]
lint.select = ["E", "H905"]
line-length = 0x50
[[tool.list]]
name = "a"
[[tool.list]]
name = "b"
[tool.list.more]
deep = true
[empty]
`;
  it.each<[Record<string, unknown>, number[]]>([
    [{ key: ['top'], value: '1' }, [1]],
    [{ key: ['tool', 'ruff', 'lint', 'select'], value: 'H905' }, [3]],
    [{ key: ['tool', 'ruff', 'line-length'], value: '80' }, [4]],
    [{ key: ['tool', 'ruff', 'line-length'], value: '0x50' }, [4]],
    [{ key: ['tool', 'list', 'name'] }, [6, 8]],
    [{ key: ['tool', 'list', 'name'], value: 'b' }, [8]],
    [{ key: ['tool', 'list', 'more', 'deep'], value: 'true' }, [10]],
    [{ key: ['empty'] }, [11]],
  ])('%j', async (probe, expected) => {
    const found = await lines(probe, 'pyproject.toml', toml);
    expect(found).toEqual(expected.map((line) => `${line} code`));
  });

  it('reads the JSON that tools read: comments, escapes, a key twice', async () => {
    const json = `{
  // why
  "compilerOptions": { "str\\u0069ct": true, "lib": ["a", "b",], "target": "x" },
  "n": 1.0,
  "n": 2
}`;
    const strict = { key: ['compilerOptions', 'strict'], value: 'true' };
    expect(await lines(strict, 'tsconfig.json', json)).toEqual(['3 code']);
    expect(await lines({ key: ['**', 'lib'], value: 'b' }, 'a.json', json)).toEqual(['3 code']);
    expect(await lines({ key: ['n'] }, 'a.json', json)).toEqual(['5 code']);
    expect(await lines({ key: ['n'] }, 'a.json', '{"n": 1,, ')).toEqual(['1 code', 'config']);
    expect(await lines({ key: ['n'] }, 'a.toml', 'n = ')).toEqual(['config']);
  });
});

it('reads a file by its name, or as the probe says; others are not looked at', async () => {
  const files = { 'a.ini': '[a]\nb=1\n', 'a.rc': '[a]\nb=1\n', 'tests/a.cfg': '[a]\nb=1\n' };
  const key = ['a', 'b'];
  expect(await look(config({ key }), files)).toEqual(['a.ini:2 code', 'tests/a.cfg:2 tests']);
  expect(await look(config({ key, format: 'ini' }), files)).toHaveLength(3);
});

it('gives up an expression that never ends', async () => {
  const text = `[a]\nb = ${'x'.repeat(60)}!\n`;
  const probe = { key: ['a', 'b'], value: '/^(x+x+)+$/' };
  expect(await lines(probe, 'a.ini', text)).toEqual(['pattern']);
});
