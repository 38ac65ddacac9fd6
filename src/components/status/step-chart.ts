import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** One line of a step chart: a value that holds from a day until the next. */
export interface Series {
  label: string;
  /** In the order of the line; a commit's date may lie before that of the commit before it. */
  steps: readonly { date: string; value: number }[];
}

/** What a chart shows beside its lines. */
export interface ChartOptions {
  /** `YYYY-MM-DD`: a value of before holds on this day. */
  from: string;
  /** The day on which the last values were read. */
  until: string;
  /** What a screen reader gets instead of the drawing. */
  label: string;
  /** Days on which something is due, marked where they lie between. */
  due?: readonly string[];
  /** What is to be expected after the last values, which end on `now`: nothing is left on some day between. */
  ahead?: { now: string; value: number; from: string; to: string };
  /** In units of the drawing, which is {@link chartWidth} wide. */
  height?: number;
}

export const chartWidth = 720;
/** Room at each side of the axes, for their labels. */
export const chartMargin = { left: 52, right: 14, top: 14, bottom: 46 };

/** Room that a label of the upright axis takes, at the size that it has on a narrow screen. */
const unitsPerTick = 32;

/** How the lines are told apart, beside by colour: at most so many stand in one chart. */
export const dashes = ['none', '9 4', '2.5 3.5', '12 4 2.5 4'] as const;

/**
 * A step chart as SVG text, drawn at build time. Colours come from the page (`.line-0`, `.line-1`, …),
 * so that one drawing serves light and dark. No line leaves the axes.
 */
export function stepChart(series: readonly Series[], options: ChartOptions): string {
  const { document } = parseHTML('<html><body></body></html>');
  const [from, until] = [new Date(options.from), new Date(options.until)];
  const { ahead } = options;
  const now = ahead === undefined ? until : new Date(ahead.now);
  const lines = series.map(({ steps }) => pointsBetween(steps, from, now));
  const peak = Math.max(1, ...lines.flat().map(({ value }) => value));
  const height = options.height ?? 190;
  const most = Math.max(
    1,
    Math.floor((height - chartMargin.top - chartMargin.bottom) / unitsPerTick),
  );
  const due = (options.due ?? []).filter((day) => options.from <= day && day <= options.until);
  const svg = Plot.plot({
    document: document,
    width: chartWidth,
    height,
    marginLeft: chartMargin.left,
    marginRight: chartMargin.right,
    marginTop: chartMargin.top,
    marginBottom: chartMargin.bottom,
    x: { type: 'utc', domain: [from, until], ticks: 5, label: null },
    // Counts are whole: no more ticks than there are whole numbers, nor than there is room for.
    y: { domain: [0, peak], grid: true, ticks: Math.min(most, peak), label: null, tickFormat: 'd' },
    marks: [
      Plot.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.4 }),
      Plot.ruleX(
        due.map((day) => new Date(day)),
        { stroke: 'currentColor', strokeOpacity: 0.7, strokeDasharray: '1 3' },
      ),
      ...lines.map((points, i) =>
        Plot.lineY(points, {
          x: 'date',
          y: 'value',
          curve: 'step-after',
          className: `line-${i}`,
          stroke: 'currentColor',
          strokeWidth: 2.2,
          strokeDasharray: dashes[i % dashes.length] ?? 'none',
        }),
      ),
      ...(ahead === undefined ? [] : fan(ahead, until)),
    ],
  });
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', options.label);
  svg.querySelector('style')?.remove();
  // The drawing is one picture with one name; its parts have none.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  return svg.outerHTML;
}

/** Two lines down to nothing, as early and as late as is to be expected, cut off where the axes end. */
function fan({ now, value, from, to }: NonNullable<ChartOptions['ahead']>, until: Date) {
  const start = new Date(now);
  return [from, to].map((day) => {
    const end = new Date(Math.max(start.getTime() + 1, new Date(day).getTime()));
    const part = Math.min(
      1,
      (until.getTime() - start.getTime()) / (end.getTime() - start.getTime()),
    );
    const last = new Date(start.getTime() + part * (end.getTime() - start.getTime()));
    const points = [
      { date: start, value },
      { date: last, value: value * (1 - part) },
    ];
    return Plot.lineY(points, {
      x: 'date',
      y: 'value',
      className: 'line-ahead',
      stroke: 'currentColor',
      strokeWidth: 1.6,
      strokeDasharray: '5 4',
    });
  });
}

/** The steps within the axes: time does not run back on paper, though commits' dates may. */
function pointsBetween(steps: Series['steps'], from: Date, until: Date) {
  const points: { date: Date; value: number }[] = [];
  let last = from;
  for (const { date, value } of steps) {
    const time = new Date(date);
    const at = time < last ? last : time > until ? until : time;
    if (points.at(-1)?.date.getTime() === at.getTime()) points.pop();
    points.push({ date: at, value });
    last = at;
  }
  const end = points.at(-1);
  return end === undefined || end.date >= until
    ? points
    : [...points, { date: until, value: end.value }];
}
