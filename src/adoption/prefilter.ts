import type { HeldTexts } from '../git/object-source.ts';
import type { Probe } from '../proposal/probe.ts';
import { scriptMark } from './manifest/script-metadata.ts';
import type { PathClass } from './scan.ts';
import { literal, type Literal, type Needs } from './search/literal.ts';

/** A probe as the filter sees it. */
export interface Needing {
  probe: Probe;
  /** Undefined: nothing is known, each content must be looked into. */
  needs: readonly Needs[] | undefined;
  /** See `Matcher`. */
  lines: readonly string[] | undefined;
}

/** What is known of a content from the texts in it alone. */
export interface Foreknown {
  /** Indexes of probes that must look into it. */
  asks: readonly number[];
  /** Indexes of probes to which it is no file of theirs. */
  skipped: readonly number[];
}

/** Shorter texts are in nearly every file. */
const shortestText = 3;

/** Tells from the texts that stand in a content which probes can find anything there. */
export class Prefilter {
  /** What each content is asked for. */
  readonly texts: readonly string[];
  readonly #probes: readonly Needing[];
  readonly #indexes: ReadonlyMap<Literal, number>;
  readonly #known = new WeakMap<HeldTexts, Map<string, Foreknown>>();

  /** @param used indexes of the probes that look into any content; of others no text is asked for */
  constructor(probes: readonly Needing[], used: ReadonlySet<number>) {
    this.#probes = probes;
    const asked = new Set<Literal>();
    for (const [index, { probe, needs = [], lines = [] }] of probes.entries()) {
      if (!used.has(index)) continue;
      if (probe.kind === 'dependency') asked.add(literal(scriptMark));
      for (const all of needs) {
        const sign = longest(all);
        if (sign !== undefined) asked.add(sign);
      }
      if (lines.every(isLongEnough)) for (const text of lines) asked.add(literal(text));
    }
    this.texts = [...asked].map(({ text }) => text);
    this.#indexes = new Map([...asked].map((one, index) => [one, index]));
  }

  /** Index of a text among those that each content is asked for. */
  indexOf(text: string): number | undefined {
    return this.#indexes.get(literal(text));
  }

  of(at: PathClass, held: HeldTexts): Foreknown {
    let byClass = this.#known.get(held);
    if (byClass === undefined) {
      this.#known.set(held, (byClass = new Map<string, Foreknown>()));
    }
    let known = byClass.get(at.key);
    if (known === undefined) byClass.set(at.key, (known = this.#look(at, held)));
    return known;
  }

  #look({ contents, name }: PathClass, held: HeldTexts): Foreknown {
    // Its first line tells which language it is in.
    if (name.syntax === 'script') return { asks: contents, skipped: [] };
    const mayHold = (one: Literal) => {
      const index = this.#indexes.get(one);
      return index === undefined || held.has(index);
    };
    const asks: number[] = [];
    const skipped: number[] = [];
    for (const index of contents) {
      const { probe, needs } = this.#probes[index] ?? {};
      const isScript = probe?.kind === 'dependency' && name.manifest === 'script';
      if (isScript && !mayHold(literal(scriptMark))) skipped.push(index);
      else if (needs === undefined || needs.some((all) => all.every(mayHold))) asks.push(index);
    }
    return { asks, skipped };
  }
}

/** Of what a content must hold all of, the longest is in the fewest. */
function longest(all: Needs): Literal | undefined {
  const [first] = all.toSorted((a, b) => b.text.length - a.text.length);
  return first !== undefined && isLongEnough(first.text) ? first : undefined;
}

function isLongEnough(text: string): boolean {
  return text.length >= shortestText;
}
