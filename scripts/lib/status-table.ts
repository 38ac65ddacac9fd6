import { styleText } from 'node:util';
import { numberText } from '../../src/proposal/proposal-number.ts';
import type { ProposalReport } from '../../src/status/report.ts';
import { statuses, type Status } from '../../src/status/status.ts';
import { tally } from '../../src/status/tally.ts';

const mark: Record<Status, { sign: string; style: Parameters<typeof styleText>[0] }> = {
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
): string {
  const { number, frontMatter } = of.proposal;
  const { stages } = frontMatter;
  const wide = Math.max(7, ...projects.map((id) => id.length));
  const lines = [styleText('bold', `${numberText(number)} ${frontMatter.title}`), ''];
  for (const [i, stage] of stages.entries()) {
    const { counts } = tally(of, stage.id);
    const told = statuses.flatMap((status) =>
      counts[status] > 0 ? [`${counts[status]} ${status}`] : [],
    );
    lines.push(`${letter(i)}  ${stage.title}: ${told.join(', ')}`);
  }
  lines.push('', `${''.padEnd(wide)}  ${stages.map((_, i) => letter(i)).join(' ')}`);
  for (const project of projects) {
    const rows = stages.map((stage) => of.rows.get(project)?.get(stage.id));
    const signs = rows.map((row) => {
      const { sign, style } = mark[row?.status ?? 'unknown'];
      return styleText(style, sign);
    });
    const drifts = rows.flatMap((row) => row?.drift?.text ?? []);
    const note = drifts.length > 0 ? `  drift: ${drifts.join('; ')}` : '';
    lines.push(`${project.padEnd(wide)}  ${signs.join(' ')}${note}`);
    if (!reasons) continue;
    for (const [i, row] of rows.entries()) {
      if (row) lines.push(`  ${letter(i)} ${row.status}: ${row.reason}`);
    }
  }
  const legend = statuses.map((status) => `${mark[status].sign} ${status}`).join('   ');
  lines.push('', legend, '');
  return `${lines.join('\n')}\n`;
}

function letter(index: number): string {
  return String.fromCharCode(65 + index);
}
