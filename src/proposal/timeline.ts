import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { Problem } from '../ground/problem.ts';

/** The language of a block of code that is drawn as who runs and who waits, over time. */
export const timelineLanguage = 'timeline';

/** What a lane does for a while; `-` in the text: it is not there yet, or is through. */
export const lanesDo = ['runs', 'waits', 'stalls'] as const;
export type LaneDoes = (typeof lanesDo)[number];

/** A while of a lane, in the figure's own units, from 0. */
export interface Segment {
  does: LaneDoes;
  from: number;
  to: number;
  /** May be empty. */
  label: string;
}

export interface Lane {
  name: string;
  segments: Segment[];
}

/** Who runs and who waits, over time: how programming models are shown in a blueprint. */
export interface Timeline {
  caption: string;
  lanes: Lane[];
  /** How long the longest lane is. */
  units: number;
  /** Where one lane stops running and another begins, in figures in which never two run at once. */
  switches: { at: number; from: number; to: number }[];
}

/** A fault of a block, by its line, from 0. */
export interface TimelineFault {
  line: number;
  message: string;
  hint: string;
}

const mostLanes = 8;
const mostUnits = 60;
const form = 'a lane is `name: runs 3 what it does, waits 2, - 1`';

/** Reads a block: its caption, an empty line, then a lane a line. */
export function readTimeline(text: string): { timeline?: Timeline; faults: TimelineFault[] } {
  const lines = text.trimEnd().split('\n');
  const blank = lines.findIndex((line) => line.trim() === '');
  if (blank < 1) {
    const hint = 'write what it shows, an empty line, then the lanes';
    return { faults: [{ line: 0, message: 'a timeline needs a caption', hint }] };
  }
  const faults: TimelineFault[] = [];
  const lanes: Lane[] = [];
  for (const [i, line] of lines.slice(blank + 1).entries()) {
    if (line.trim() === '') continue;
    const lane = readLane(line);
    if ('name' in lane) lanes.push(lane);
    else faults.push({ line: blank + 1 + i, ...lane });
  }
  const units = Math.max(0, ...lanes.flatMap(({ segments }) => segments.map(({ to }) => to)));
  const tooMany = lanes.length > mostLanes || units > mostUnits;
  if (faults.length === 0 && (lanes.length === 0 || tooMany)) {
    const hint = `one to ${mostLanes} lanes, none longer than ${mostUnits}`;
    faults.push({ line: blank, message: 'not a timeline that can be drawn', hint });
  }
  if (faults.length > 0) return { faults };
  const caption = lines.slice(0, blank).join(' ').trim();
  return { timeline: { caption, lanes, units, switches: switchesOf(lanes) }, faults };
}

function readLane(line: string): Lane | Omit<TimelineFault, 'line'> {
  const [, name, rest] = /^([^:]{1,40}):\s*(\S.*)$/.exec(line.trim()) ?? [];
  if (name === undefined || rest === undefined) {
    return { message: `not a lane: \`${line.trim().slice(0, 60)}\``, hint: form };
  }
  const segments: Segment[] = [];
  let at = 0;
  for (const part of rest.split(',').map((one) => one.trim())) {
    const [, does, length, label = ''] = /^(\S+) (\d{1,2})(?: (.{1,60}))?$/.exec(part) ?? [];
    const known = lanesDo.find((one) => one === does);
    if (length === undefined || (known === undefined && does !== '-')) {
      const hint = `allowed: ${[...lanesDo, '-'].join(', ')}, each with its length; ${form}`;
      return { message: `not a while of a lane: \`${part.slice(0, 60)}\``, hint };
    }
    const from = at;
    at += Number(length);
    if (known !== undefined) segments.push({ does: known, from, to: at, label });
  }
  return { name: name.trim(), segments };
}

function switchesOf(lanes: readonly Lane[]): Timeline['switches'] {
  const runs = lanes.flatMap(({ segments }, lane) =>
    segments.filter(({ does }) => does === 'runs').map(({ from, to }) => ({ lane, from, to })),
  );
  const areTwo = runs.some((a) =>
    runs.some((b) => a.lane !== b.lane && a.from < b.to && b.from < a.to),
  );
  if (areTwo) return [];
  return runs.flatMap((one) => {
    const before = runs.find(({ lane, to }) => lane !== one.lane && to === one.from);
    return before === undefined ? [] : [{ at: one.from, from: before.lane, to: one.lane }];
  });
}

/** What a timeline shows, in words. */
export function timelineWords({ lanes }: Timeline): string {
  const segmentWords = ({ does, label }: Segment) => (label === '' ? does : `${does} (${label})`);
  return lanes
    .map(({ name, segments }) => `${name}: ${segments.map(segmentWords).join(', then ')}.`)
    .join(' ');
}

/** Timelines of a text that cannot be drawn, each fault at its line. */
export function checkTimelines(tree: Root, file: string): Problem[] {
  const problems: Problem[] = [];
  visit(tree, 'code', (node) => {
    if (node.lang !== timelineLanguage) return;
    const first = (node.position?.start.line ?? 0) + 1;
    for (const { line, message, hint } of readTimeline(node.value).faults) {
      problems.push({ file, line: first + line, column: 1, message, hint, code: 'timeline' });
    }
  });
  return problems;
}
