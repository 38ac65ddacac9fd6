import type { Stored } from '../git/object-source.ts';
import type { Probe, ProbesFile } from '../proposal/probe.ts';
import { folderOf } from '../git/path.ts';
import { manifestFormat, type ManifestFormat } from './manifest/manifest.ts';
import { scriptMark } from './manifest/script-metadata.ts';
import { formatAt } from './manifest/targets.ts';
import { configFormat } from './config/config-format.ts';
import { contentHash } from './content-hash.ts';
import { ExcerptScans } from './excerpt-scans.ts';
import { joinedScans } from './finding.ts';
import { Prefilter } from './prefilter.ts';
import { callMatcher } from './probe/call.ts';
import { configMatcher } from './probe/config.ts';
import { dependencyMatcher } from './probe/dependency.ts';
import { isTabled } from './syntax/lex-table.ts';
import { isTestOf } from './probe/test-path.ts';
import { isUtf16 } from './file/utf16.ts';
import { syntaxOf, type Syntax } from './file/file-syntax.ts';
import { fileScope, isManifest, scopeKey } from './probe/file-scope.ts';
import { importMatcher } from './probe/import.ts';
import { literal, sharedFirst, type Needs } from './search/literal.ts';
import { readsAs } from './probe/language.ts';
import { nothing, type PathClass, type Scan } from './scan.ts';
import type { Fault, Found, Hit, Matcher } from './probe/matcher.ts';
import { howRead, SourceFile, type FileName } from './file/source-file.ts';
import { syntaxMatcher } from './probe/syntax.ts';
import { textMatcher } from './probe/text.ts';
import { VersionMemory } from './file/version-memory.ts';

/** The probes of a proposal, as they are put to one project. */
export interface ProbeQuestion {
  probes: ProbesFile['probes'];
  /** Globs of test files. */
  tests: readonly string[];
  /** Wrapper modules of this project, per probe. */
  wrappers: Readonly<Record<string, readonly string[]>>;
}

interface Looking {
  probe: Probe;
  /** Index of the files that it looks at. */
  scope: number;
  matcher: Matcher | undefined;
  needs: readonly Needs[] | undefined;
  /** See `Matcher`. */
  lines: readonly string[] | undefined;
}

/** Puts all probes to one file at a time, each file prepared once for all of them. */
export class Scanner {
  /** Probe names; their order is that of the indexes. */
  readonly names: readonly string[];
  /** What each probe asks of a content, as a name for it. */
  readonly keys: readonly string[];
  readonly #looking: readonly Looking[];
  /** Many probes look at the same files. */
  readonly #scopes: readonly ((path: string) => boolean)[];
  readonly #isTest: (path: string) => boolean;
  readonly #classes = new Map<string, PathClass>();
  readonly #byFolder: boolean;
  readonly #targets: ReadonlySet<string>;
  readonly #memory = new VersionMemory();
  #prefilter: Prefilter | undefined;
  readonly #excerpts: ExcerptScans;
  readonly #skips = new Map<string, Scan>();

  /** @param targets files that manifests read further requirements from, see manifest/targets.ts */
  constructor(
    { probes, tests, wrappers }: ProbeQuestion,
    targets: ReadonlySet<string> = new Set(),
  ) {
    this.#targets = targets;
    const entries = Object.entries(probes);
    this.names = entries.map(([name]) => name);
    const wrappersOf = (name: string) =>
      Object.hasOwn(wrappers, name) ? (wrappers[name] ?? []) : [];
    this.keys = entries.map(([name, probe]) => contentHash(probe, wrappersOf(name)));
    const matchers = entries.map(([name, probe]) => matcherOf(probe, wrappersOf(name)));
    const needs = sharedFirst(matchers.map((matcher) => matcher?.needs ?? []));
    const scopes = entries.map(([, probe]) => scopeKey(probe));
    const distinct = new Map(entries.map(([, probe], index) => [scopes[index] ?? '', probe]));
    this.#scopes = [...distinct.values()].map((probe) => fileScope(probe, targets));
    const order = [...distinct.keys()];
    this.#looking = entries.map(([, probe], index) => ({
      probe,
      scope: order.indexOf(scopes[index] ?? ''),
      matcher: matchers[index],
      needs: matchers[index]?.needs === undefined ? undefined : needs[index],
      lines: matchers[index]?.lines,
    }));
    this.#excerpts = new ExcerptScans(
      (index) => this.#looking[index]?.lines,
      (text) => this.#filter.indexOf(text),
      (file, name, asked) => this.#look(file, name, asked, []),
    );
    this.#isTest = isTestOf(tests);
    // Relative imports mean something else in another folder; they matter to wrappers, and to
    // JavaScript's modules that are named by their path.
    this.#byFolder =
      Object.keys(wrappers).length > 0 ||
      entries.some(
        ([, probe]) => probe.kind === 'import' && probe.modules.some((one) => one.startsWith('./')),
      );
  }

  /** Does the probe ask for names alone, never for contents? */
  looksAtNames(index: number): boolean {
    return this.#looking[index]?.probe.kind === 'file';
  }

  classOf(path: string): PathClass {
    let found = this.#classes.get(path);
    if (found === undefined) this.#classes.set(path, (found = this.#classify(path)));
    return found;
  }

  #classify(path: string): PathClass {
    const inScope = this.#scopes.map((includes) => includes(path));
    const files: number[] = [];
    const contents: number[] = [];
    let manifest = false;
    let config = false;
    for (const [index, { probe, scope, matcher }] of this.#looking.entries()) {
      if (inScope[scope] !== true) continue;
      if (matcher === undefined) files.push(index);
      else contents.push(index);
      if (probe.kind === 'dependency') manifest = true;
      if (probe.kind === 'config') config = true;
    }
    const name: FileName = {
      syntax: syntaxOf(path),
      manifest: manifest ? this.#formatOf(path) : undefined,
      config: config ? configFormat(path) : undefined,
      folder: this.#byFolder ? folderOf(path) : '',
    };
    const key = [howRead(name), contents.join(' ')].join('|');
    const source = isSyntaxRead(name.syntax) || isManifest(path, this.#targets);
    return { key, test: this.#isTest(path), source, files, contents, name };
  }

  #formatOf(path: string): ManifestFormat {
    return this.#targets.has(path) ? formatAt(path) : manifestFormat(path);
  }

  /** What a content at any of the paths so far is asked for first, before anything else is done with it. */
  get texts(): readonly string[] {
    return this.#filter.texts;
  }

  get #filter(): Prefilter {
    const used = () => new Set([...this.#classes.values()].flatMap(({ contents }) => contents));
    return (this.#prefilter ??= new Prefilter(this.#looking, used()));
  }

  /**
   * @param path one at which the content stands; only the work saved depends on it
   * @param stored what is known of the content, and of where `texts` stand in it
   * @param open indexes of the only probes that are to look into it
   */
  scan(
    content: Buffer,
    at: PathClass,
    path: string,
    stored?: Stored,
    open: readonly number[] = at.contents,
  ): Scan {
    // What stands in UTF-16 was not found by its bytes.
    if (stored === undefined || isUtf16(content)) return this.#whole(content, at, path, open);
    let { asks, skipped } = this.#filter.of(at, stored.held);
    if (open.length < at.contents.length) {
      asks = asks.filter((index) => open.includes(index));
      skipped = skipped.filter((index) => open.includes(index));
    }
    if (asks.length === 0) return this.#skipping(skipped);
    const { scan, left } = this.#excerpts.scan(content, at, path, stored, asks);
    if (scan === undefined) return this.#whole(content, at, path, left, skipped);
    if (left.length + skipped.length === 0) return scan;
    return joinedScans(scan, this.#whole(content, at, path, left, skipped));
  }

  /** Is shown a content to which no probe is put, but from which others are made. */
  between(content: Buffer, stored: Stored): void {
    this.#excerpts.between(content, stored);
  }

  #whole(
    content: Buffer,
    { name }: PathClass,
    path: string,
    asked: readonly number[],
    skipped: readonly number[] = [],
  ): Scan {
    if (asked.length === 0) return this.#skipping(skipped);
    return this.#look(new SourceFile(content, name, path, this.#memory), name, asked, skipped).scan;
  }

  /** The scan of a file in which nothing is found, the same object for the same probes. */
  #skipping(skipped: readonly number[]): Scan {
    if (skipped.length === 0) return nothing;
    const key = skipped.join(' ');
    let scan = this.#skips.get(key);
    if (scan === undefined) {
      scan = { ...nothing, skipped: new Set(skipped) };
      this.#skips.set(key, scan);
    }
    return scan;
  }

  #look(
    file: SourceFile,
    name: FileName,
    asked: readonly number[],
    before: readonly number[],
  ): { scan: Scan; left: number[] } {
    const left: number[] = [];
    const hits = new Map<number, Hit[]>();
    const faults = new Map<string, Fault & { probes: number[] }>();
    const skipped = [...before];
    for (const index of asked) {
      const { probe, matcher, needs } = this.#looking[index] ?? {};
      if (probe === undefined || matcher === undefined) continue;
      if (isNone(probe, name, file)) {
        skipped.push(index);
        continue;
      }
      if (!mayMatch(needs, file)) continue;
      const { hits: found, fault, needsWhole } = safely(matcher, file);
      if (needsWhole === true) left.push(index);
      if (found.length > 0) hits.set(index, found);
      if (fault === undefined) continue;
      const key = `${fault.code} ${fault.message}`;
      const known = faults.get(key);
      if (known === undefined) faults.set(key, { ...fault, probes: [index] });
      else known.probes.push(index);
    }
    if (hits.size === 0 && faults.size === 0) return { scan: this.#skipping(skipped), left };
    const problems = [...faults.values()];
    const unread = new Set(problems.flatMap(({ probes }) => probes));
    return { scan: { hits, unread, skipped: new Set(skipped), problems }, left };
  }
}

/** Only its content tells that a file is none that the probe asks for. */
function isNone(probe: Probe, name: FileName, file: SourceFile): boolean {
  if (probe.kind === 'dependency') {
    return name.manifest === 'script' && !file.holds(literal(scriptMark));
  }
  return name.syntax === 'script' && 'language' in probe && !readsAs(file.syntax, probe.language);
}

/** What no parser follows costs its file alone. */
function safely(matcher: Matcher, file: SourceFile): Found {
  try {
    return matcher.match(file);
  } catch (error) {
    const why = error instanceof RangeError ? 'nested too deeply' : 'its syntax cannot be followed';
    return { hits: [], fault: { code: 'parser', message: why } };
  }
}

function isSyntaxRead(syntax: Syntax): boolean {
  return readsAs(syntax, 'python') || readsAs(syntax, 'javascript') || isTabled(syntax);
}

function mayMatch(needs: readonly Needs[] | undefined, file: SourceFile): boolean {
  return needs === undefined || needs.some((all) => all.every((literal) => file.holds(literal)));
}

function matcherOf(probe: Probe, wrappers: readonly string[]): Matcher | undefined {
  switch (probe.kind) {
    case 'dependency':
      return dependencyMatcher(probe);
    case 'import':
      return importMatcher(probe, wrappers);
    case 'call':
      return callMatcher(probe);
    case 'text':
      return textMatcher(probe);
    case 'config':
      return configMatcher(probe);
    case 'syntax':
      return syntaxMatcher(probe);
    case 'file':
      return undefined;
  }
}
