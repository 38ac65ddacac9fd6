import { lowestOf } from './lowest-version.ts';
import type { Manifest, Requirement } from './requirement.ts';

/** A call over one line or several, without comments. */
interface Statement {
  text: string;
  /** From 1. */
  line: number;
}

const gem = /^(?:gem|(?:\w+\.)?add_(?:runtime_|development_)?dependency)\b\s*\(?\s*(.*)$/s;

/** One within a statement: behind a condition, in braces, for each of a list. */
const furtherGem =
  /(?<![\w.:])gem\b\s*[('"\w*%]|add_(?:runtime_|development_)?dependency\b|\bDependency\.new\b/;

/**
 * The gems of a Gemfile with their groups, and those that a gemspec adds: what Bundler reads of calls whose
 * names are written out. A name that is put together by code, or a list in another file, leaves it unread.
 */
export function parseGemfile(text: string): Manifest {
  const requirements: Requirement[] = [];
  const blocks: string[][] = [];
  let fault: string | undefined;
  for (const { text: written, line } of statements(text)) {
    if (/^end\b/.test(written)) blocks.pop();
    const opened = /^group\b\s*\(?(.*)\bdo\b/s.exec(written)?.[1];
    if (opened !== undefined) blocks.push(symbolsIn(opened));
    else if (/\bdo\b\s*(?:\|[^|]*\|)?$/.test(written) || isOpening(written)) blocks.push([]);
    if (/^eval_gemfile\b/.test(written) || /\b(?:File|IO)\b/.test(evaluatedIn(written))) {
      fault ??= `line ${line}: requires what another file says`;
    }
    const call = gem.exec(written);
    if (furtherGem.test(withoutStrings(call === null ? written : (call[1] ?? '')))) {
      fault ??= `line ${line}: says by code what it requires`;
    }
    if (call === null) continue;
    const [, name, rest = ''] = /^["']([^"'#]+)["']\s*,?(.*)$/s.exec(call[1] ?? '') ?? [];
    if (name === undefined) {
      fault ??= `line ${line}: says by code what it requires`;
      continue;
    }
    const own = /\bgroups?(?::|\s*=>|"?:)\s*(\[[^[\]]*\]|:\w+)/.exec(rest)?.[1] ?? '';
    const groups = [...blocks.flat(), ...symbolsIn(own)];
    const isDev = groups.length > 0 && groups.every((one) => /^(?:test|development)$/.test(one));
    const testing = isDev && groups.every((one) => one === 'test');
    requirements.push({
      ...{ name, extras: [], line, ecosystem: 'rubygems' },
      ...versionsIn(rest),
      ...(testing && { testing }),
      ...((isDev || written.includes('add_development_')) && { dev: true }),
    });
  }
  return { only: 'rubygems', requirements, ...(fault && { fault }) };
}

/** Behind the first `eval`: nothing is looked for behind each of many. */
function evaluatedIn(written: string): string {
  const at = written.search(/eval\b/);
  return at < 0 ? '' : written.slice(at + 'eval'.length);
}

function isOpening(written: string): boolean {
  return (
    /^(?:if|unless|case|begin|while|until|for|def|class|module)\b/.test(written) &&
    !/\bend$/.test(written)
  );
}

function symbolsIn(text: string): string[] {
  return [...text.matchAll(/:"?(\w+)/g)].map(([, name = '']) => name);
}

/** The strings behind the name are versions, up to the first option. */
function versionsIn(rest: string) {
  const listed = /^\s*\[?((?:\s*["'][^"']*["']\s*,?)*)/.exec(rest)?.[1] ?? '';
  const versions = [...listed.matchAll(/["']([^"']*)["']/g)].map(([, one = '']) => one);
  if (versions.length > 0) return lowestOf(versions.join(', '));
  const isElsewhere = /(?:^|[,\s])(?:git|github|path|gist|bitbucket)(?::|\s*=>)|^\s*[A-Z]/.test(
    rest,
  );
  return isElsewhere ? { elsewhere: true as const } : {};
}

function withoutStrings(text: string): string {
  return text.replaceAll(/"[^"]*"|'[^']*'/g, '""');
}

/** Lines that end in a comma, a backslash or an open bracket go on. */
function* statements(text: string): Generator<Statement> {
  let joined = '';
  let first = 1;
  let isCommented = false;
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    // A comment over lines.
    if (/^=begin\b/.test(raw)) isCommented = true;
    if (isCommented) {
      isCommented = !/^=end\b/.test(raw);
      continue;
    }
    const code = raw.replace(/^((?:[^"'#]|"[^"]*"|'[^']*')*)#(?!\{).*$/, '$1').trim();
    if (joined === '') first = i + 1;
    joined = `${joined} ${code}`.trim();
    if (/[,\\([]$/.test(code) && joined.length < 10_000) continue;
    for (const one of partsOf(joined)) yield { text: one, line: first };
    joined = '';
  }
  if (joined !== '') yield { text: joined, line: first };
}

/** `gem 'a'; gem 'b'` is two. */
function partsOf(text: string): string[] {
  const parts = text.match(/(?:[^;"']|"[^"]*"|'[^']*'|["'])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
