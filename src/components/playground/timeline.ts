/** A run drawn as SVG text: one row per message, time from left to right. Used at build and in the page. */
import type { Run } from './run.ts';
import type { Kind } from './settings.ts';
import type { MessageTrace, Phase } from './trace.ts';
import { ms } from './verdict.ts';

export const kindWords: Readonly<Record<Kind, string>> = {
  quick: 'quick',
  waiting: 'wait',
  computing: 'compute',
  reserving: 'reserve',
};

const AXIS = 24;
const RIGHT = 14;

/** How large the rows are, by how many there are. */
function rowHeight(count: number): number {
  if (count <= 26) return 14;
  return count <= 60 ? 9 : 5;
}

/**
 * @param width of the drawing, in CSS pixels
 * @param untilMs the right end of the time line; two drawings with the same can be compared
 */
export function timeline(run: Run, width: number, untilMs = run.tookMs): string {
  const row = rowHeight(run.messages.length);
  const left = row >= 14 ? 72 : 8;
  const height = run.messages.length * row + AXIS;
  const scale = (width - left - RIGHT) / Math.max(untilMs, 1);
  const x = (time: number): number => left + time * scale;
  const rows = run.messages
    .map((message, i) => drawMessage(message, { y: i * row, row, x }))
    .join('');
  const label = describe(run);
  return (
    `<svg viewBox="0 0 ${n(width)} ${height}" role="img" aria-label="${label}" class="timeline">` +
    `${axis(untilMs, x, height - AXIS, width)}${names(run, row, left)}<g class="rows">${rows}</g></svg>`
  );
}

interface Place {
  readonly y: number;
  readonly row: number;
  readonly x: (time: number) => number;
}

function drawMessage(message: MessageTrace, place: Place): string {
  const { y, row, x } = place;
  const middle = y + row / 2;
  // What runs is drawn last: it is short, and must not lie below what waits.
  const spans = message.spans
    .toSorted((a, b) => order[a.phase] - order[b.phase])
    .map(({ phase, from, to }) => {
      const thick = thickness[phase] * row;
      const least = phase === 'running' || phase === 'elsewhere' ? 2 : 0;
      const size = Math.max(x(to) - x(from), least);
      return `<rect class="${phase}" x="${n(x(from))}" y="${n(middle - thick / 2)}" width="${n(size)}" height="${n(thick)}"/>`;
    })
    .join('');
  const mark = message.isImplicit ? 'implicit' : 'explicit';
  const switches = message.switches
    .map(({ at }) => {
      const half = Math.min(row * 0.28, 3.4);
      return `<path class="switch ${mark}" d="M${n(x(at))} ${n(middle - half)}l${n(half)} ${n(half)}l${n(-half)} ${n(half)}l${n(-half)} ${n(-half)}z"/>`;
    })
    .join('');
  const half = Math.min(row * 0.36, 4.5);
  const cross =
    message.overwrote === undefined
      ? ''
      : `<path class="lost" d="M${n(x(message.overwrote) - half)} ${n(middle - half)}l${n(2 * half)} ${n(2 * half)}m0 ${n(-2 * half)}l${n(-2 * half)} ${n(2 * half)}"/>`;
  return `<g><title>${tell(message)}</title>${spans}${switches}${cross}</g>`;
}

/** The messages' names before their rows, where there is room. */
function names(run: Run, row: number, left: number): string {
  if (row < 14) return '';
  const texts = run.messages.map(
    ({ kind, id }, i) =>
      `<text x="${left - 6}" y="${n((i + 0.5) * row + 3.5)}" text-anchor="end">${kindWords[kind]} ${id}</text>`,
  );
  return `<g class="names">${texts.join('')}</g>`;
}

const order: Readonly<Record<Phase, number>> = { queued: 0, waiting: 1, elsewhere: 2, running: 3 };
const thickness: Readonly<Record<Phase, number>> = {
  queued: 0.12,
  waiting: 0.4,
  elsewhere: 0.72,
  running: 0.72,
};

/** A message in words; for its title and for the table. */
export function tell(message: MessageTrace): string {
  const parts = (['queued', 'running', 'waiting', 'elsewhere'] as const)
    .map((phase) => ({ phase, time: timeIn(message, phase) }))
    .filter(({ time }) => time > 0)
    .map(({ phase, time }) => `${phase === 'elsewhere' ? 'in a worker' : phase} ${ms(time)}`);
  const lost = message.overwrote === undefined ? '' : ', wrote over another update';
  return `${kindWords[message.kind]} ${message.id}: ${parts.join(', ')}, switches ${message.switches.length}${lost}`;
}

/** How long a message was in a phase, milliseconds. */
export function timeIn(message: MessageTrace, phase: Phase): number {
  return message.spans
    .filter((span) => span.phase === phase)
    .reduce((sum, { from, to }) => sum + to - from, 0);
}

function describe(run: Run): string {
  const overwrote = run.messages.filter((message) => message.overwrote !== undefined).length;
  const lost = overwrote > 0 ? ` ${overwrote} of them wrote over another one's update.` : '';
  return `Time line of ${run.messages.length} messages over ${ms(run.tookMs)}.${lost}`;
}

function axis(untilMs: number, x: (time: number) => number, y: number, width: number): string {
  const room = Math.max(2, Math.floor(width / 90));
  const step = niceStep(untilMs / room);
  let marks = '';
  for (let time = 0; time <= untilMs; time += step) {
    const unit = time === 0 ? '' : ' ms';
    const anchor = x(time) > width - 40 ? 'end' : 'middle';
    marks +=
      `<line x1="${n(x(time))}" x2="${n(x(time))}" y1="0" y2="${y + 4}"/>` +
      `<text x="${n(x(time))}" y="${y + 17}" text-anchor="${anchor}">${time}${unit}</text>`;
  }
  return `<g class="axis">${marks}</g>`;
}

/** The least of 1, 2, 5, 10, 20 … that is not less. */
function niceStep(least: number): number {
  for (let unit = 1; ; unit *= 10) {
    for (const digit of [1, 2, 5]) if (digit * unit >= least) return digit * unit;
  }
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
