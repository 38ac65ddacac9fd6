import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { proposalsFolder, twoProjects } from '../../test/support/proposals.ts';
import { formatProblem } from '../ground/problem.ts';
import { loadProposals } from '../proposal/load-proposals.ts';
import { checkTextReviews } from './check-text-reviews.ts';

const systems = `reviewSystems:
  - { kind: gerrit, host: review.example.org, aliases: [old.example.org] }
  - { kind: github, host: github.com }
`;

/** @param own of the proposal, @param ofStage of its second stage */
async function faultsOf(own: string[], ofStage: string[] = [], known = systems): Promise<string[]> {
  const index = await readFile('test/support/async-blueprint/index.md', 'utf8');
  const list = (urls: readonly string[], indent: string) =>
    urls.length === 0
      ? ''
      : `${indent}textReviews:\n${urls.map((url) => `${indent}  - ${url}\n`).join('')}`;
  const written = index
    .replace(/^title: /m, `${list(own, '')}title: `)
    .replace(/^( *)- id: (.*)\n((?:.*\n)*?)\1- id: (.*)\n/m, (all, indent: string) => {
      return `${all}${list(ofStage, `${indent}  `)}`;
    });
  const root = await proposalsFolder({
    '0001-async/index.md': written,
    'projects.yaml': `${known}${twoProjects}`,
  });
  const { proposals, problems, registry } = await loadProposals(root);
  expect(problems).toEqual([]);
  return proposals
    .flatMap((one) => checkTextReviews(one, registry.reviewSystems))
    .map((one) => formatProblem({ ...one, file: 'p' }));
}

test('what names a review on a known system, by any of its addresses, is no fault', async () => {
  const named = [
    'https://review.example.org/c/plans/+/912345',
    'https://review.example.org/912345',
    'https://old.example.org/#/c/912345/',
    'https://github.com/example/plans/pull/12',
  ];
  expect(await faultsOf(named, named)).toEqual([]);
});

test('each address at which nothing could be read is told at its line, with what is allowed', async () => {
  const faults = await faultsOf(
    ['https://reveiw.example.org/c/plans/+/1', 'https://github.com/example/plans/issues/12'],
    [
      'https://review.example.org/q/topic:plans',
      'https://review.example.org/q/I0123456789012345678901234567890123456789',
    ],
  );
  expect(faults).toEqual([
    expect.stringMatching(
      /^p:3:\d+ {2}textReviews\.#1: no review system `reveiw\.example\.org` in reviewSystems of projects\.yaml {2}did you mean `review\.example\.org`\?/,
    ),
    expect.stringMatching(
      /^p:4:\d+ {2}textReviews\.#2: `https:\/\/github\.com\/example\/plans\/issues\/12` names no code review {2}expected one, as https:\/\/github\.com\/owner\/name\/pull\/123$/,
    ),
    expect.stringMatching(
      /^p:\d+:\d+ {2}stages\.#2\.textReviews\.#1: .* names no code review {2}expected one, as https:\/\/review\.example\.org\/c\/owner\/name\/\+\/123$/,
    ),
    expect.stringMatching(/^p:\d+:\d+ {2}stages\.#2\.textReviews\.#2: .* names no code review/),
  ]);
});

test('where no system is known, that is what is to be mended', async () => {
  expect(await faultsOf(['https://review.example.org/c/plans/+/1'], [], '')).toEqual([
    expect.stringMatching(
      /textReviews\.#1: no review system `review\.example\.org` .* {2}projects\.yaml names none yet$/,
    ),
  ]);
});
