import type { Element, ElementContent, Root } from 'hast';
import { toString } from 'mdast-util-to-string';
import { h } from 'hastscript';
import { visit } from 'unist-util-visit';
import {
  lanesDo,
  readTimeline,
  timelineLanguage,
  timelineWords,
  type LaneDoes,
  type Timeline,
} from '../../proposal/timeline.ts';

const keyWords: Record<LaneDoes, string> = {
  runs: 'runs',
  waits: 'waits for an answer',
  stalls: 'could go on, but is not let',
};

/**
 * rehype plugin, after the canonical text was taken: a block of code in the language `timeline` is
 * drawn. Nothing of it is an author's HTML; what cannot be drawn stays a block of code.
 */
export function rehypeTimelines() {
  return (tree: Root): void => {
    visit(tree, 'element', (pre: Element) => {
      const [code] = pre.children;
      if (pre.tagName !== 'pre' || code?.type !== 'element') return;
      const { className } = code.properties;
      if (!Array.isArray(className) || !className.includes(`language-${timelineLanguage}`)) return;
      const text = toString(code);
      const { timeline } = readTimeline(text);
      if (timeline === undefined) return;
      pre.tagName = 'div';
      // Passages of discussions are told in the text that its author wrote.
      pre.properties = { className: ['timeline', 'not-content'], dataSaid: text };
      pre.children = [figure(timeline)];
    });
  };
}

function figure(timeline: Timeline): ElementContent {
  const { caption, lanes, units, switches } = timeline;
  const used = lanesDo.filter((does) =>
    lanes.some(({ segments }) => segments.some((segment) => segment.does === does)),
  );
  const drawn = lanes.flatMap(({ name, segments }, i) => [
    h('b', { style: `--row:${i + 1}` }, name),
    ...segments.map(({ does, from, to, label }) =>
      h('span', { class: does, style: `--row:${i + 1};--from:${from};--to:${to}` }, label),
    ),
  ]);
  const lines = switches.map(({ at, from, to }) => {
    const [top, bottom] = [Math.min(from, to) + 1, Math.max(from, to) + 1];
    return h('i', { style: `--at:${at};--top:${top};--bottom:${bottom}` });
  });
  return h('figure', [
    h('figcaption', caption),
    h(
      'div',
      {
        class: 'lanes',
        role: 'img',
        ariaLabel: timelineWords(timeline),
        style: `--units:${units}`,
      },
      [...lines, ...drawn],
    ),
    h('p', { class: 'key', ariaHidden: 'true' }, [
      ...used.map((does) => h('small', [h('span', { class: does }), keyWords[does]])),
      ...(switches.length > 0 ? [h('small', [h('i'), 'the thread goes over to another'])] : []),
    ]),
  ]);
}
