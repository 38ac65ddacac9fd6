import { createHash } from 'node:crypto';
import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChangedLines } from '../../../src/adoption/fix/apply-fix.ts';
import { fixFiles, FixTookTooLong, type FileToFix } from '../../../src/adoption/fix/fix-files.ts';
import { countedPlaces, whatIsLeft } from '../../../src/adoption/fix/what-is-left.ts';
import { isMarkup, syntaxOf } from '../../../src/adoption/file/file-syntax.ts';
import { readsAs } from '../../../src/adoption/probe/language.ts';
import { readApart } from '../../../src/adoption/read-apart.ts';
import type { AdoptionSnapshot } from '../../../src/adoption/snapshot.ts';
import { unitOf } from '../../../src/adoption/track.ts';
import { editedFiles } from '../../../src/git/commit-hunks.ts';
import type { Repository } from '../../../src/git/repository.ts';
import { WorkClone } from '../../../src/git/work-clone.ts';
import { holdLock } from '../../../src/ground/lock.ts';
import { readBelow, writeBelow } from '../../../src/ground/trust/open-below.ts';
import { fixMessage, type Recognised } from '../../../src/proposal/fix-message.ts';
import { countsAgainst, outsideEvidence } from './after.ts';
import type { AskedFor, StageWithFix } from './before.ts';
import { Refused, refused, unknown, type Refusal } from './refusal.ts';

/** A change that was made in a clone. */
export interface Made {
  clone: string;
  branch: string;
  base: string;
  commit: string;
  changeId: string;
  files: { path: string; lines: number[] }[];
  /** What the stage's `bad` probes count. */
  counts: { probe: string; before: number; after: number }[];
  /** Places that the probes found and the rule leaves alone. */
  leftAlone: number;
  /** Files of evidence that the rule could not be put to, and why. */
  passedOver: { path: string; why: string }[];
}

/** Where and how a change is made. */
export interface Making {
  /** The repository as it was found. */
  from: Repository;
  /** The folder of its clone. */
  folder: string;
  recognised: Recognised;
  /** Does its review system ask for a Change-Id? */
  hasChangeId: boolean;
}

const largestFile = 1024 * 1024;

/**
 * Puts a stage's fix to a project in a clone, on the lines of the evidence alone, commits it, and asks git
 * and the probes whether it did that and no more. What is refused is taken back.
 *
 * @throws {Refused}
 */
export async function makeChange(
  asked: AskedFor & { stage: StageWithFix },
  { from, folder, recognised, hasChangeId }: Making,
): Promise<Made> {
  const { proposal, stage } = asked;
  using _lock = await holdLock(`${folder}.lock`, `${folder} is being changed`, 0);
  const clone = await WorkClone.at(folder, from);
  const touched = await clone.touched();
  if (touched !== undefined) {
    throw new Refused(
      refused(`${folder}: ${touched}`, 'finish what is there, or remove the folder'),
    );
  }
  const branch = `crossplan/${proposal.number}-${stage.id}`;
  await clone.begin(branch, from.head);
  try {
    const before = await readHead(asked, clone);
    const places = countedPlaces(stage.criteria.bad);
    const left = whatIsLeft(before, places);
    const count = [...left.counts.values()].reduce((a, b) => a + b, 0);
    if (count === 0) {
      const why = left.unread > 0 ? unknown : refused;
      throw new Refused(why('its probes find nothing that is left here'));
    }
    const { files, passedOver } = await evidenceFiles(clone.folder, left.evidence, stage);
    const fixed = await fixFiles(stage.fix, files);
    const allowed = new Map<string, readonly ChangedLines[]>();
    const hash = createHash('sha1').update(`${from.head}\0${branch}`);
    for (const one of fixed) {
      if ('fault' in one) {
        passedOver.push({ path: one.path, why: one.fault });
      } else if (one.changed.length > 0) {
        allowed.set(one.path, one.changed);
        hash.update(`\0${one.path}\0${one.text}`);
        await put(clone.folder, one.path, one.text);
      }
    }
    if (allowed.size === 0) {
      const faults = passedOver.map(({ path, why }) => refused(`${path}: ${why}`));
      throw new Refused(
        refused(`the rule matches none of the ${count} places`, 'these are for a person'),
        ...faults.slice(0, 5),
      );
    }
    const changeId = `I${hash.digest('hex')}`;
    const plan = `"${proposal.frontMatter.title}", stage "${stage.title}"`;
    const message = fixMessage(stage.fix, plan, recognised, hasChangeId ? changeId : undefined);
    const commit = await clone.commit([...allowed.keys()], message);
    const refusals = outsideEvidence(await editedFiles(clone.gitDir, from.head, commit), allowed);
    const after = await readHead(asked, clone);
    refusals.push(...probesAgainst(asked, before, after));
    if (refusals.length > 0) throw new Refused(...refusals);
    const now = whatIsLeft(after, places);
    const lines = [...allowed].map(([path, changed]) => ({
      path,
      lines: changed.map(({ first }) => first),
    }));
    const made = lines.reduce((sum, one) => sum + one.lines.length, 0);
    return {
      ...{ clone: folder, branch, base: from.head, commit, changeId, files: lines, passedOver },
      counts: [...left.counts].map(([probe, earlier]) => ({
        probe,
        before: earlier,
        after: now.counts.get(probe) ?? 0,
      })),
      leftAlone: Math.max(0, count - made),
    };
  } catch (error) {
    await clone.drop(from.head);
    if (error instanceof FixTookTooLong) throw new Refused(unknown(error.message));
    throw error;
  }
}

/** Asks the probes at what is checked out: its present alone, whatever its history was. */
function readHead(
  { proposal, project, registry, day }: AskedFor,
  { folder }: WorkClone,
): Promise<AdoptionSnapshot> {
  const unit = unitOf(proposal, project, registry);
  const entry = { ...unit.entry };
  delete entry.branch;
  return readApart({ ...unit, entry, since: day, path: folder });
}

/** The files of evidence that are of the rule's language, with the lines on which something was found. */
async function evidenceFiles(
  root: string,
  evidence: ReadonlyMap<string, ReadonlySet<number>>,
  { fix }: StageWithFix,
): Promise<{ files: FileToFix[]; passedOver: Made['passedOver'] }> {
  const files: FileToFix[] = [];
  const passedOver: Made['passedOver'] = [];
  for (const [path, lines] of [...evidence].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const syntax = syntaxOf(path);
    if (isMarkup(syntax) || !readsAs(syntax, fix.language)) continue;
    try {
      const bytes = await readBelow(root, join(root, path), largestFile);
      // A byte-order mark is part of what must stay as it is.
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      files.push({ path, text, lines });
    } catch (error) {
      passedOver.push({ path, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { files, passedOver };
}

/** In the file's place, as executable as it was. */
async function put(root: string, path: string, text: string): Promise<void> {
  const file = join(root, path);
  const { mode } = await stat(file);
  await writeBelow(root, file, text);
  await chmod(file, mode);
}

function probesAgainst(
  { proposal, stage }: AskedFor,
  before: AdoptionSnapshot,
  after: AdoptionSnapshot,
): Refusal[] {
  const both = (places: ReturnType<typeof countedPlaces>) => ({
    before: whatIsLeft(before, places),
    after: whatIsLeft(after, places),
  });
  const everyBad: ReturnType<typeof countedPlaces> = new Map();
  for (const { criteria } of proposal.frontMatter.stages) countedPlaces(criteria.bad, everyBad);
  const { bad, good } = stage.criteria;
  return countsAgainst(both(countedPlaces(bad)), both(everyBad), both(countedPlaces(good)));
}
