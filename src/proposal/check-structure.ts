import { mostFaults, type Problem } from '../ground/problem.ts';
import { allowedHint, nearest } from '../ground/suggest.ts';
import type { Draft } from './draft.ts';
import { mandatorySections } from './lifecycle.ts';
import { partialFrontMatter, writtenStages } from './partial-front-matter.ts';

/** Faults of a proposal's prose and life: sections, stages' sections, what its status asks for. */
export function checkStructure(draft: Draft): Problem[] {
  // What has no data at all has one fault, not one for each thing that is therefore missing.
  if ((draft.frontMatterSource.value ?? null) === null) return [];
  return [...checkSections(draft), ...checkStageSections(draft), ...checkLifecycle(draft)];
}

/** The mandatory sections: there, in their order, not empty. */
function checkSections(draft: Draft): Problem[] {
  const { file } = draft.frontMatterSource;
  const problems: Problem[] = [];
  const heads = draft.sections.filter((section) => section.depth === 2);
  const titles = heads.map((section) => section.title);
  const lines = draft.text.split('\n');

  let last = 0;
  for (const wanted of mandatorySections) {
    const at = titles.indexOf(wanted);
    const head = heads[at];
    if (head === undefined) {
      const near = nearest(wanted, titles);
      const hint = `add a heading \`## ${wanted}\`${near === undefined ? '' : `, or rename \`## ${near}\``}`;
      const message = `no section \`${wanted}\``;
      problems.push({
        file,
        line: lines.length,
        column: 1,
        message,
        hint,
        code: 'missing-section',
      });
      continue;
    }
    const order = mandatorySections.join(', ');
    if (at < last) {
      const message = `section \`${wanted}\` is out of order`;
      problems.push({
        file,
        line: head.line,
        column: head.column,
        message,
        hint: `expected the order ${order}`,
        code: 'missing-section',
      });
    }
    last = Math.max(last, at);
    if (
      !lines.slice(head.line, head.end).some((line) => line.trim() !== '' && !line.startsWith('#'))
    ) {
      const message = `section \`${wanted}\` is empty`;
      problems.push({
        file,
        line: head.line,
        column: head.column,
        message,
        hint: 'write it, or say why there is nothing to say',
        code: 'missing-section',
      });
    }
  }
  return problems;
}

/** Every stage has one section, and every section of a stage names one that is there. */
function checkStageSections(draft: Draft): Problem[] {
  const { frontMatterSource: source } = draft;
  const { file } = source;
  const ids = writtenStages(source);
  const problems: Problem[] = [];
  if (ids === undefined) return problems;
  const told = new Map<string, number>();
  for (const section of draft.sections) {
    if (section.stage === undefined) continue;
    const place = { file, line: section.line, column: section.column };
    const first = told.get(section.stage);
    if (!ids.includes(section.stage)) {
      const message = `the heading names no stage: \`${section.stage}\``;
      problems.push({
        ...place,
        message,
        hint: problems.length < mostFaults ? allowedHint(section.stage, ids) : '',
        code: 'broken-reference',
      });
    } else if (first !== undefined) {
      const message = `stage \`${section.stage}\` already has its section at line ${first}`;
      problems.push({ ...place, message, hint: 'join the two', code: 'duplicate-id' });
    } else told.set(section.stage, section.line);
  }
  for (const [i, id] of ids.entries()) {
    if (told.has(id)) continue;
    const message = `stages.#${i + 1}: stage \`${id}\` has no section in the prose`;
    problems.push(
      source.problem(
        ['stages', i, 'id'],
        'missing-section',
        message,
        `add a heading \`### Stage: ${id}\` under \`## Plan\``,
      ),
    );
  }
  return problems;
}

/** What the proposal's own status and days ask for. */
function checkLifecycle(draft: Draft): Problem[] {
  const { frontMatterSource: source } = draft;
  const frontMatter = draft.frontMatter ?? partialFrontMatter(source);
  const problems: Problem[] = [];
  const { status, supersededBy, created, updated } = frontMatter;
  const lifecycle = (path: (string | number)[], message: string, hint: string) => {
    problems.push(source.problem(path, 'lifecycle', message, hint));
  };
  if (status === 'superseded' && supersededBy === undefined) {
    lifecycle(['status'], 'superseded, but by what?', 'add `supersededBy: <number>`');
  }
  if (status !== undefined && status !== 'superseded' && supersededBy !== undefined) {
    lifecycle(
      ['supersededBy'],
      `supersededBy is given, but the status is \`${status}\``,
      'set `status: superseded`, or take it out',
    );
  }
  if (updated !== undefined && created !== undefined && updated < created) {
    lifecycle(
      ['updated'],
      `updated ${updated} is before created ${created}`,
      'expected the day of the last change',
    );
  }
  return problems;
}
