/**
 * How well a passage is found again when the text around and within it changes, beside Hypothesis'
 * way (as it is, and with a threshold) and Gerrit's line rule.
 *
 * usage: npm run bench:anchoring -- --mirrors '/srv/git/{owner}/{name}.git'
 *          [--texts 80] [--seed 1] [--only crossplan] [--faults] [--json]
 *        npm run bench:anchoring -- --mirrors … --draw 200 [--seed 1]
 *        npm run bench:anchoring -- --mirrors … --cost
 *
 * Generated edits of files of the two repositories know where every passage went. Of real changes a
 * person judged where a passage stands: bench/anchoring/judgements.jsonl, which holds offsets and ids
 * of commits, none of the texts. `--draw` draws passages for that; `--faults` shows what was not
 * right; `--cost` is about time. The clones must hold the two commits named below. What was measured stands in
 * bench/anchoring/README.md.
 */
import { parseArgs } from 'node:util';
import { reanchor } from '../src/comments/anchoring/reanchor.ts';
import { measureCost } from './anchoring/cost.ts';
import { lengths } from './anchoring/generated.ts';
import { History } from './anchoring/history.ts';
import { measureGenerated, measureJudged, type Fault } from './anchoring/measured.ts';
import { methods } from './anchoring/methods.ts';
import { Random } from './anchoring/random.ts';
import { drawPassages } from './anchoring/real-edits.ts';
import { Tally } from './anchoring/score.ts';
import { shown } from './anchoring/shown.ts';

const { values } = parseArgs({
  options: {
    mirrors: { type: 'string' },
    texts: { type: 'string', default: '80' },
    seed: { type: 'string', default: '1' },
    draw: { type: 'string' },
    only: { type: 'string' },
    faults: { type: 'boolean' },
    cost: { type: 'boolean' },
    json: { type: 'boolean' },
  },
});
if (values.mirrors === undefined) {
  console.error("--mirrors is missing: where clones lie, as '/srv/git/{owner}/{name}.git'");
  process.exit(2);
}

const repositories = [
  {
    name: 'python/peps',
    head: 'ba4deeb7969588d937da609008d05bb83a47b1ab',
    files: /^(peps\/)?pep-\d+\.(rst|txt)$/,
  },
  {
    name: 'openstack/nova-specs',
    head: '23297f93da97a7011eb7a19399c144f7ee45ccc6',
    files: /^specs\/.*\.rst$/,
  },
];
const chosen = Object.fromEntries(
  Object.entries(methods).filter(([name]) => values.only === undefined || name === values.only),
);
const tally = new Tally();
const random = new Random(Number(values.seed));

for (const { name, head, files } of repositories) {
  const history = await History.open(name, values.mirrors);
  if (values.cost === true) {
    const changes = await history.changes(head, files);
    for (const one of await measureCost(history, changes, random)) console.log(JSON.stringify(one));
  } else if (values.draw !== undefined) {
    const changes = await history.changes(head, files);
    const count = Number(values.draw) / repositories.length;
    for (const { change, range, texts } of await drawPassages(history, changes, count, random)) {
      const [before, after] = [texts.before.text, texts.after.text];
      const [placement] = reanchor(before, after, [range]);
      const there = placement && 'range' in placement ? placement.range : undefined;
      const passage = [range.start, range.end];
      console.log(JSON.stringify({ ...change, passage, placement }));
      console.error(`${shown(before, range)}\n${shown(after, there) ?? 'nowhere'}\n`);
    }
  } else {
    const report = (fault: Fault) => {
      if (values.faults === true) console.error(JSON.stringify(fault, null, 1));
    };
    const count = Number(values.texts) / repositories.length;
    const all = await history.files(head, files);
    await measureGenerated(history, all, count, chosen, { random, tally, report });
    await measureJudged(history, chosen, tally);
  }
}

const groups = tally.groups(['generated', 'real', ...Object.keys(lengths)]);
if (values.json === true) {
  const rows = groups.map((group) => [group, figures(group)]);
  console.log(JSON.stringify(Object.fromEntries(rows), null, 2));
} else if (groups.length > 0) {
  console.log(`| wrong / missed, % | passages | ${Object.keys(chosen).join(' | ')} |`);
  console.log(`| --- | --- |${' --- |'.repeat(Object.keys(chosen).length)}`);
  for (const group of groups) {
    const all = Object.values(figures(group));
    const cells = all.map(({ wrong, missed }) => `${wrong} / ${missed}`);
    console.log(`| ${group} | ${all[0]?.count ?? 0} | ${cells.join(' | ')} |`);
  }
}

function figures(group: string) {
  return Object.fromEntries(
    Object.keys(chosen).map((method) => [method, tally.get(method, group)]),
  );
}
