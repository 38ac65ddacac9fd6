import { numberText } from '../../src/proposal/proposal-number.ts';
import type { ProposalReport } from '../../src/status/report.ts';
import { statuses, type Status } from '../../src/status/status.ts';
import { tally } from '../../src/status/tally.ts';
import { partLines } from './part-lines.ts';
import type { Line, Piece } from './print.ts';

const mark: Record<Status, { sign: string; style: Exclude<Piece, string>['style'] }> = {
  done: { sign: '●', style: 'green' },
  'in progress': { sign: '◐', style: 'yellow' },
  'not started': { sign: '○', style: 'gray' },
  regressed: { sign: '▲', style: 'red' },
  unknown: { sign: '?', style: 'magenta' },
  'not affected': { sign: '–', style: 'gray' },
};

/** Projects by stages, a sign each; with `reasons`, every row in words below its project. */
export function statusTable(
  of: ProposalReport,
  projects: readonly string[],
  reasons: boolean,
): Line[] {
  const { number, frontMatter } = of.proposal;
  const { stages } = frontMatter;
  const wide = Math.max(7, ...projects.map((id) => id.length));
  const lines: Line[] = [
    [{ text: `${numberText(number)} ${frontMatter.title}`, style: 'bold' }],
    '',
  ];
  for (const [i, stage] of stages.entries()) {
    const { counts, bySign, byAbsence } = tally(of, stage.id);
    const told = statuses.flatMap((status) => {
      if (counts[status] === 0) return [];
      const ways = status === 'done' ? ` (${bySign} by sign, ${byAbsence} by absence)` : '';
      return [`${counts[status]} ${status}${ways}`];
    });
    lines.push(`${letter(i)}  ${stage.title}: ${told.join(', ')}`);
  }
  lines.push('', `${''.padEnd(wide)}  ${stages.map((_, i) => letter(i)).join(' ')}`);
  for (const project of projects) {
    const rows = stages.map((stage) => of.rows.get(project)?.get(stage.id));
    const signs = rows.flatMap((row): Piece[] => {
      const { sign, style } = mark[row?.status ?? 'unknown'];
      return [{ text: sign, style }, ' '];
    });
    const drifts = rows.flatMap((row) => row?.drift?.text ?? []);
    const note = drifts.length > 0 ? `  drift: ${drifts.join('; ')}` : '';
    lines.push([`${project.padEnd(wide)}  `, ...signs.slice(0, -1), note]);
    if (!reasons) continue;
    for (const [i, row] of rows.entries()) {
      if (row === undefined || row.notForIt) continue;
      lines.push(`  ${letter(i)} ${row.status}: ${row.reason}`);
      lines.push(...partLines(row.parts).map((line) => `      ${line}`));
    }
  }
  const legend = statuses.map((status) => `${mark[status].sign} ${status}`).join('   ');
  lines.push('', legend, '');
  return lines;
}

function letter(index: number): string {
  return String.fromCharCode(65 + index);
}
