import type { Tracked } from '../../../src/adoption/track.ts';

/** One line for a project, and one for each thing to know about it. */
export function report(
  { project, snapshot, changed, problems }: Tracked,
  seconds: number,
): string[] {
  const commit = snapshot?.commit?.slice(0, 10) ?? 'not read';
  const history = snapshot === null ? '' : `  ${counted(snapshot.history.commits, 'commit')}`;
  const state = changed ? 'changed' : 'as before';
  const lines = [`${project}  ${commit}${history}  ${seconds} s  ${state}`];
  for (const { code, path, message, detail } of problems) {
    const place = path === undefined ? '' : `${JSON.stringify(path).slice(1, -1)}: `;
    const more = detail === undefined ? '' : ` (${detail})`;
    lines.push(`  ${code}: ${place}${message}${more}`);
  }
  const wrappers = new Map(snapshot?.wrappersFound.map((one) => [one.module, one]));
  for (const { probe, path, module, names, importers } of wrappers.values()) {
    const to = counted(importers.code, 'module');
    lines.push(
      `  ${path} hands on ${names.join(', ')} to ${to}: declare ${module} under wrappers for ${probe}`,
      '    (if most of its importers want something else of it, ask for calls of those names instead)',
    );
  }
  return lines;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
