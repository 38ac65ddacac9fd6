import { loadFurtherGrammars, loadGrammars } from '../../../src/adoption/syntax/grammar.ts';
import { placeOf } from '../../../src/adoption/scan.ts';
import { Scanner } from '../../../src/adoption/scanner.ts';
import { probesFileSchema } from '../../../src/proposal/probe.ts';

/**
 * What one probe finds in files given as text: `path:line place`, and `via module` for a wrapper.
 * `probe` is what a person would write in probes.yaml, without its title.
 */
export async function look(
  probe: Record<string, unknown>,
  files: Record<string, string | Buffer>,
  { tests, wrappers = [] }: { tests?: string[]; wrappers?: string[] } = {},
): Promise<string[]> {
  await loadGrammars();
  await loadFurtherGrammars();
  const parsed = probesFileSchema.parse({
    ...(tests === undefined ? {} : { tests }),
    probes: { asked: { title: 'what is asked', ...probe } },
  });
  const scanner = new Scanner({
    probes: parsed.probes,
    tests: parsed.tests,
    wrappers: wrappers.length === 0 ? {} : { asked: wrappers },
  });
  return Object.entries(files).flatMap(([path, content]) => {
    const at = scanner.classOf(path);
    const there = at.files.map(() => `${path}:1 ${at.test ? 'tests' : 'code'}`);
    const { hits, problems } = scanner.scan(Buffer.from(content), at, path);
    const found = (hits.get(0) ?? []).map((hit) => {
      const via = hit.via === undefined ? '' : ` via ${hit.via}`;
      return `${path}:${hit.line} ${placeOf(hit, at.test)}${via}`;
    });
    return [...there, ...found, ...problems.map(({ code }) => `${path}: ${code}`)];
  });
}
