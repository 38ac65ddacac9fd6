import { fill } from './support.ts';

/** YAML of front matter that is no good, or too much; each costs its own proposal. */
export const faulty: Record<string, string> = {
  commands: 'title: "::error::all is lost"\nstatus: "\\e[2J\\n::error::x"\n',
  'more commands': 'title: "##vso[task.setvariable]x"\n"##[error]\\u202e": 1\n"\\u001b]8;;x": 1\n',
  'turned direction': 'title: "a\\u202eb\\u2066c"\nsummary: "\\u200b"\n',
  'hidden key': '"ti\\u200btle": x\n"\\u009b2J": y\n',
  keys: Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n') + '\n',
  'keys of a nested mapping': `claims:\n  - {${Array.from({ length: 15_000 }, (_, i) => `k${i}: 1`).join(', ')}}\n`,
  'same keys': fill('title: x\n'),
  'many faults': `stages:\n${fill('  - { id: 1 }\n')}`,
  'forty thousand faults': `claims:\n${'  - 1\n'.repeat(40_000)}`,
  'many claims': `claims:\n${fill('  - 1\n')}`,
  'many names': `champions: [${fill('"", ')}]\n`,
  nested: fill('[') + '\n',
  'nested mappings': fill('{a: ', 100_000) + '\n',
  'nested by lines': Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n') + '\n',
  'nested lists': fill('- ', 4000) + 'x\n',
  'nested predicates': `affected: ${'{ not: '.repeat(60)}x${' }'.repeat(60)}\n`,
  aliases: 'a: &a [*a]\n',
  'aliases of aliases':
    'a: &a [x, x, x, x, x, x, x, x, x]\n' +
    ['b', 'c', 'd', 'e', 'f', 'g', 'h']
      .map((name, i) => `${name}: &${name} [${`*${'abcdefg'[i] ?? ''}, `.repeat(9)}]\n`)
      .join(''),
  'many aliases': `a: &a x\nb: [${fill('*a, ', 100_000)}]\n`,
  'merge keys': `a: &a { <<: *a }\nb: { ${fill('<<: *a, ', 20_000)} }\n`,
  tag: 'title: !!js/function "function () {}"\nb: !<tag:yaml.org,2002:js/undefined> x\n',
  binary: `title: !!binary ${fill('AAAA', 100_000)}\n`,
  proto:
    '__proto__: { polluted: yes }\nconstructor: { prototype: { polluted: yes } }\nprojects: { __proto__: { polluted: 1 } }\n',
  'stages in circles':
    'stages:\n' +
    Array.from({ length: 120 }, (_, i) => {
      const after = Array.from({ length: 120 }, (_, j) => `s${j}`).join(', ');
      return `  - { id: s${i}, title: x, summary: x, after: [${after}], criteria: { bad: x } }\n`;
    }).join(''),
  'projects that nobody has': `projects: [${Array.from({ length: 30_000 }, (_, i) => `p${i}`).join(', ')}]\n`,
  'names of objects': 'stages: [{ id: __proto__ }, { id: constructor }, { id: toString }]\n',
  'one long text': `summary: ${fill('word ', 250_000)}\n`,
  'one long key': `${fill('k', 100_000)}: 1\n`,
  'long number': `created: ${fill('9', 100_000)}\nstaleAfterDays: ${fill('9', 50_000)}\n`,
  'strange numbers': 'staleAfterDays: .inf\nsupersededBy: -.nan\ncreated: 0x7fffffffffffffff\n',
  'strange days': 'created: 9999-99-99\nsince: -271821-04-20\nupdated: 0000-00-00\n',
  documents: fill('--- x\n... \n', 20_000),
  directives: `%YAML 9.9\n%TAG ! tag:x,2000:\ntitle: !x y\n`,
  'explicit keys': '? [a, b]\n: c\n? { d: e }\n: f\n? null\n: g\n',
  'quotes that do not end': `title: "${fill('\\"', 100_000)}\n`,
  'folded text': `summary: >9\n${fill('         x\n', 100_000)}`,
  comments: fill('# \n'),
  'flow that does not end': `a: [${fill('{b: [', 200)}\n`,
};

/** What stands on pages in every place that takes a text, titles of stages too: 60 signs at most. */
const texts: Record<string, string> = {
  'script in data': '<script>ran=1</script><img src=x onerror="ran=1">',
  'quotes in data': `"><script>ran=1</script>' onmouseover='ran=1`,
  'markdown in data': '[a](javascript:alert) ![p](http://127.0.0.1:9/p) <b>x</b>',
  'end of script in data': '</script></style></title><svg onload="ran=1">',
  'template in data': '${window.ran = 1} {{ran}} {window.ran = 1} <% ran %>',
  'comment in data': '<!-- --> --!> <![CDATA[ ]]> &lt;script&gt; &#60;img&#62;',
};

/** A front matter that holds, with a hostile text in every field that takes one. */
export function planted(head: string): Record<string, string> {
  const yaml = /^---\n([\s\S]*?)---\n$/.exec(head)?.[1] ?? '';
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const quoted = JSON.stringify(text);
      const title = yaml
        .replace(/^title: .*$/m, `title: ${quoted}`)
        .replace(/^summary: >-\n.*$/m, `summary: ${quoted}`)
        .replace(/^champions: .*$/m, `champions: [${quoted}]`)
        .replace(/^(\s+(?:- )?)(title|summary|next|text|raisedBy|where): .*$/gm, `$1$2: ${quoted}`)
        .replace(/^claims: .*$/m, claims(quoted));
      return [
        name,
        `${title}links: [{ title: ${quoted}, url: ${JSON.stringify(`https://example.org/?${encodeURIComponent(text)}`)} }]\n`,
      ];
    }),
  );
}

function claims(quoted: string): string {
  const claim = `projects: [alpha], stage: removed, status: done, date: 2026-02-01, source: ${quoted}`;
  return `claims: [{ ${claim} }]`;
}

/** Lines of a registry that must not be taken, each with what is said of it. */
export const refusedRegistries: Record<string, string> = {
  'script as repository': "  alpha: { team: web, repository: 'javascript:alert(1)' }",
  'script with a host':
    "  alpha: { team: web, repository: 'javascript://example.org/%0aalert(1)' }",
  'program as repository': "  alpha: { team: web, repository: 'ext::sh -c id' }",
  'option as repository': "  alpha: { team: web, repository: '--upload-pack=id' }",
  'option as host': "  alpha: { team: web, repository: 'ssh://-oProxyCommand=id/a' }",
  'password in an address': `  alpha: { team: web, repository: 'https://user:word@example.org/a/b' }`,
  'way up in an address': "  alpha: { team: web, repository: 'https://example.org/a/../../b' }",
  'way up of ssh': "  alpha: { team: web, repository: 'git@example.org:../../etc' }",
  'hidden sign in an address':
    '  alpha: { team: web, repository: "https://example.org/a\\u202eb" }',
  'commands as repository':
    '  alpha: { team: web, repository: "https://example.org/\\e[2J\\n::error::x" }',
  'data as repository': "  alpha: { team: web, repository: 'data:text/html,x' }",
  'option as branch':
    "  alpha: { team: web, repository: https://example.org/a/b, branch: '--output=x' }",
  'search as branch':
    "  alpha: { team: web, repository: https://example.org/a/b, branch: 'main^{/(a|a)*b}' }",
  'hidden signs as branch':
    '  alpha: { team: web, repository: https://example.org/a/b, branch: "a\\0b\\u202e" }',
  'way up as branch':
    "  alpha: { team: web, repository: https://example.org/a/b, branch: '../../HEAD' }",
  'project named upwards': '  "../alpha": { team: web, repository: https://example.org/a/b }',
  'project named as an object': '  __proto__: { team: web, repository: https://example.org/a/b }',
  'team of objects': '  alpha: { team: constructor, repository: https://example.org/a/b }',
};

/** Further parts of projects.yaml that must not be taken. */
export const refusedParts: Record<string, string> = {
  'script as page of a line': "browse: { example.org: 'javascript:alert({path})' }",
  'host of a line chosen by its path': "browse: { example.org: 'https://{path}/' }",
  'user in the page of a line': "browse: { example.org: 'https://{path}@example.org/' }",
  'api of a script': "reviewSystems: [{ kind: github, host: github.com, api: 'javascript:x' }]",
  'api with a password': "reviewSystems: [{ kind: gerrit, host: a.b, api: 'https://u:p@a.b' }]",
  'host with a user': "reviewSystems: [{ kind: gerrit, host: 'review.example.org@evil.example' }]",
  'host with a path': "reviewSystems: [{ kind: gerrit, host: 'a.b/../c' }]",
  'host of other letters': "reviewSystems: [{ kind: github, host: 'gіthub.com' }]",
  'alias with a user': "reviewSystems: [{ kind: github, host: a.b, aliases: ['c.d@e.f'] }]",
  'api of a file': "reviewSystems: [{ kind: gerrit, host: a.b, api: 'file:///etc' }]",
};

const attack = JSON.stringify(texts['quotes in data']);

/** A team and a project of a registry that holds, with a hostile text in every field that takes one. */
export const plantedRegistry = {
  team: `{ name: ${attack}, service: ${attack}, leads: [${attack}], url: 'https://example.org/?%22><script>' }`,
  project:
    `{ team: strange, name: ${attack}, repository: https://host.example/o/planted, ` +
    `packages: [${attack}], liaisons: [${attack}], reviewedAs: ${attack}, dependsOn: [planted, alpha] }`,
};

/** All of {@link refusedRegistries} and {@link refusedParts} in one registry, each on a line of its own. */
export const allRefused = (() => {
  const lines = Object.values(refusedRegistries).map((line, i) =>
    line.replace(/^ {2}alpha:/, `  p${i}:`),
  );
  const inner = (key: string, [open, close]: string) =>
    Object.values(refusedParts)
      .filter((part) => part.startsWith(key))
      .map((part, i) => {
        const one = part.slice(part.indexOf(open ?? '') + 1, part.lastIndexOf(close ?? ''));
        return `  ${one.replace(/^ example\.org:/, `h${i}.example:`)},`;
      });
  return [
    ...['teams:', '  web: {}', 'projects:', ...lines, 'browse: {', ...inner('browse', '{}'), '  }'],
    ...['reviewSystems: [', ...inner('reviewSystems', '[]'), '  ]', ''],
  ].join('\n');
})();

const teams = 'teams:\n  web: {}\nprojects:\n';
const twoGood = `${teams}  alpha: { team: web, repository: https://h.example/o/a }\n  beta: { team: web, repository: https://h.example/o/b }\n`;
const projects = (count: number, more: (i: number) => string) =>
  Array.from(
    { length: count },
    (_, i) => `  p${i}: { team: web, repository: https://h.example/o/p${i}${more(i)} }\n`,
  ).join('');

/** Registries that are too much, or no registry. */
export const endlessRegistries: Record<string, string> = {
  'of many projects': twoGood + projects(4000, () => ''),
  'of projects in a circle':
    twoGood + projects(500, (i) => `, dependsOn: [p${(i + 1) % 500}, p${i}]`),
  'of projects that all depend on each other':
    twoGood +
    projects(
      120,
      () => `, dependsOn: [${Array.from({ length: 120 }, (_, i) => `p${i}`).join(', ')}]`,
    ),
  'of names that nobody has':
    'teams: { web: {} }\nprojects:\n' +
    Array.from(
      { length: 9000 },
      (_, i) =>
        `  p${i}: { team: nobody, repository: https://h.example/o/p${i}, dependsOn: [x${i}] }\n`,
    ).join(''),
  'of unknown keys': `${twoGood}${fill('x: 1\n')}`,
  'of commands': `${twoGood}"::error::x": "\\u001b[2J"\n`,
  'that nests': `${twoGood}a: ${fill('[')}`,
  'that is another program’s': 'reviewSystems: !!js/function "x"\n',
  'that is larger than any': fill('# \n', 1_100_000),
  'that is no text': '\u0000\u0001',
};
