import { parseHTML } from 'linkedom';
import * as Plot from '@observablehq/plot';

/** One line of a step chart: a value that holds from a day until the next. */
export interface Series {
  label: string;
  /** Any CSS colour; the page's variables work. */
  colour: string;
  steps: readonly { date: string; value: number }[];
}

/**
 * A step chart as SVG text, drawn at build time. Colours come from the page, so that one drawing
 * serves light and dark; a screen reader gets `label` instead of the drawing.
 *
 * @param until the day on which the last values were read
 */
export function stepChart(
  series: readonly Series[],
  from: string,
  until: string,
  label: string,
): string {
  const { document } = parseHTML('<html><body></body></html>');
  const end = new Date(until);
  const data = series.map(({ colour, steps }) => {
    const points = steps.map(({ date, value }) => ({ date: new Date(date), value }));
    const last = points.at(-1);
    return {
      colour,
      points: last === undefined ? [] : [...points, { date: end, value: last.value }],
    };
  });
  const svg = Plot.plot({
    document: document,
    width: 720,
    height: 180,
    marginLeft: 34,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 32,
    x: { type: 'utc', domain: [new Date(from), end], ticks: 6, label: null },
    y: { grid: true, nice: true, ticks: 4, zero: true, label: null, tickFormat: 'd' },
    marks: [
      Plot.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.4 }),
      ...data.map(({ colour, points }) =>
        Plot.lineY(points, {
          x: 'date',
          y: 'value',
          curve: 'step-after',
          stroke: colour,
          strokeWidth: 2,
        }),
      ),
    ],
  });
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  svg.querySelector('style')?.remove();
  // The drawing is one picture with one name; its parts have none.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  return svg.outerHTML;
}
