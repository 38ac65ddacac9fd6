import { describe, expect, it } from 'vitest';
import { probesFileSchema } from '../proposal/probe.ts';
import { definitionHash, definitionHashes, questionFor } from './probe-hash.ts';

const file = (text: object) => probesFileSchema.parse(text);
const base = {
  wrappers: { alpha: { imports: ['alpha.shim'] } },
  probes: {
    imports: { kind: 'import', title: 't', language: 'python', modules: ['green'] },
    other: { kind: 'file', title: 't', include: ['x'] },
  },
};
const hash = (text: object, project = 'beta', probe = 'imports') =>
  definitionHash(questionFor(file(text), project), probe);

describe('the hash of a probe’s definition', () => {
  it('stays when only its words change, or another probe', () => {
    const reworded = { ...base.probes.imports, title: 'new', note: 'n' };
    const moved = { modules: ['green'], language: 'python', title: 't', kind: 'import' };
    const other = { kind: 'file', title: 't', include: ['y'] };
    expect(hash({ ...base, probes: { imports: reworded, other } })).toBe(hash(base));
    expect(hash({ ...base, probes: { imports: moved } })).toBe(hash(base));
  });

  it('changes with all that its answer depends on', () => {
    const wider = { ...base.probes.imports, modules: ['green', 'blue'] };
    const hashes = [
      hash(base),
      hash(base, 'alpha'),
      hash({ ...base, tests: ['t/**'] }),
      hash({ ...base, probes: { imports: wider } }),
      hash(base, 'beta', 'other'),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

it('is among those of before where files are read otherwise since', () => {
  const notes = { kind: 'text', title: 't', include: ['notes/*.yaml'], pattern: 'green' };
  const { imports } = base.probes;
  const packages = { kind: 'dependency', title: 't', packages: ['green'] };
  const question = questionFor(file({ probes: { notes, imports, packages } }), 'beta');
  const [now, ...before] = definitionHashes(question, 'notes');
  expect(now).toBe(definitionHash(question, 'notes'));
  // As it was before YAML had a lexer of its own.
  expect(before).toContain('693cb11f09ed39e0');
  expect(new Set(definitionHashes(question, 'imports')).size).toBe(1);
  // As it was before what no reader of a manifest knows was told from nothing.
  expect(definitionHashes(question, 'packages').slice(1)).toContain('83b2501be202b9d0');
});
