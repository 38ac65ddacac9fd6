import type { Manifest } from './requirement.ts';
import { RequirementLines } from './requirements.ts';
import { tomlValues } from './toml-values.ts';

/** What a file holds whose comments say what it requires. */
export const scriptMark = '# /// script';

/** The requirements that a Python script declares in a comment of its own (PEP 723). */
export function parseScriptMetadata(text: string): Manifest {
  const lines = text.split(/\r\n|\r|\n/);
  const start = lines.findIndex((line) => line.trimEnd() === scriptMark);
  if (start < 0) return { requirements: [] };
  const length = lines.slice(start + 1).findIndex((line) => line.trimEnd() === '# ///');
  if (length < 0) return { requirements: [], fault: 'the block of its requirements has no end' };
  const block = lines.slice(start + 1, start + 1 + length).map((line) => line.replace(/^# ?/, ''));
  const { values, fault } = tomlValues(block.join('\n'));
  const found = new RequirementLines();
  for (const { path, text: value, line } of values) {
    if (path.length === 2 && path[0] === 'dependencies' && value !== undefined) {
      found.add(value, start + 1 + line);
    }
  }
  const manifest = found.manifest();
  return fault === undefined ? manifest : { ...manifest, fault };
}
