import type { ConfigProbe } from '../../proposal/config-probe.ts';
import { configFormat } from '../config/config-format.ts';
import { findSettings, type KeyStep, type Reached } from '../config/find-settings.ts';
import { TooManyEntries, type Entry, type Setting } from '../config/setting.ts';
import { wordTest, type WordTest } from '../config/word-test.ts';
import { fileName } from '../../git/path.ts';
import { needsAll, type Needs } from '../search/literal.ts';
import { matchLimitMs, withinTime } from '../search/time-limit.ts';
import type { Found, Hit, Matcher } from './matcher.ts';

/** An expression that took too long on so many files is tried on no other. */
const mostTooLong = 3;

/** One hit per value, element or word that is asked for; where none is, per key. */
export function configMatcher(probe: ConfigProbe): Matcher {
  const steps = probe.key.map((one): KeyStep =>
    one === '*' || one === '**' ? one : wordTest(one),
  );
  const value = probe.value === undefined ? undefined : wordTest(probe.value);
  const item = probe.item === undefined ? undefined : wordTest(probe.item);
  const asked = [...steps.filter((step) => typeof step !== 'string'), value, item];
  const wanted = conditionsOf(probe.with);
  const unwanted = conditionsOf(probe.unless);
  const isBeside = (beside: readonly Entry[]) =>
    wanted.every((one) => one(beside)) && !unwanted.some((one) => one(beside));
  const hitsOf = (reached: Reached): Hit[] => {
    const { line, setting, beside } = reached;
    if (item !== undefined) {
      return isBeside(beside)
        ? wordsOf(setting)
            .filter((one) => item.holds([one.text]))
            .map(hit)
        : [];
    }
    if (value === undefined) return isBeside(beside) ? [hit({ line })] : [];
    return namedIn(setting, beside)
      .filter((one) => value.holds(one.texts) && isBeside(one.beside))
      .map(hit);
  };
  const mayTakeLong = asked.some((one) => one?.isExpression);
  let tooLong = 0;
  return {
    needs: needsOf(probe, steps, value ?? item),
    match(file): Found {
      const config = file.config(probe.format);
      if (config === undefined) return { hits: [] };
      const fault = config.fault === undefined ? undefined : faultOf('config', config.fault);
      let hits: Hit[] = [];
      const look = () => {
        hits = config.documents.flatMap((top) => findSettings(top, steps).flatMap(hitsOf));
      };
      try {
        if (!mayTakeLong) look();
        else if (tooLong >= mostTooLong || !withinTime(look)) {
          tooLong++;
          const message = `its expressions took more than ${matchLimitMs / 1000} s; simplify them`;
          return { hits: [], fault: faultOf('pattern', message) };
        }
      } catch (error) {
        if (!(error instanceof TooManyEntries)) throw error;
        return { hits: [], fault: faultOf('config', error.message) };
      }
      return { hits, fault };
    },
  };
}

function faultOf(code: 'config' | 'pattern', message: string) {
  return { code, message };
}

function hit({ line }: { line: number }): Hit {
  return { line, in: 'code' };
}

function conditionsOf(asked: Readonly<Record<string, string>> = {}) {
  return Object.entries(asked).map(([key, written]) => {
    const test = wordTest(written);
    return (beside: readonly Entry[]) =>
      beside.some(({ keys, of }) => keys.includes(key) && test.holds(of.texts));
  });
}

/** What a value, or an element of a list, is called, and the settings that belong to it. */
function namedIn(
  setting: Setting,
  beside: readonly Entry[],
): { line: number; texts: readonly string[]; beside: readonly Entry[] }[] {
  const { line, texts, list } = setting;
  if (list === undefined) return texts.length === 0 ? [] : [{ line, texts, beside }];
  return list.flatMap((element) => {
    const [only, ...more] = element.table ?? [];
    if (only === undefined || more.length > 0) return namedIn(element, []);
    return [{ line: only.line, texts: only.keys, beside: only.of.table ?? [] }];
  });
}

function wordsOf({ line, texts, lines, list }: Setting): { line: number; text: string }[] {
  if (list !== undefined) return list.flatMap(wordsOf);
  const written = lines ?? texts.slice(0, 1).map((text) => ({ text, line }));
  return written.flatMap((one) =>
    one.text
      .split(/[\s,]+/)
      .filter((word) => word !== '')
      .map((text) => ({ text, line: one.line })),
  );
}

/** Characters may be escaped in JSON, YAML and TOML: a file that does so is looked into. */
const escapes = ['\\u00', '\\U00', ...['2', '3', '4', '5', '6', '7'].map((digit) => `\\x${digit}`)];

function needsOf(
  probe: ConfigProbe,
  steps: readonly KeyStep[],
  value: WordTest | undefined,
): readonly Needs[] | undefined {
  // An option of an INI file is the same in capital letters.
  const isOption = (i: number) => mayBeIni(probe) && (i > 0 || steps.length === 1);
  const tests = [...steps.filter((_, i) => !isOption(i)), value];
  const signs = tests.flatMap((one) =>
    typeof one === 'object' && one.signs !== undefined ? [one.signs] : [],
  );
  if (signs.length === 0) return undefined;
  let ways: string[][] = [[]];
  for (const some of signs) {
    // Of several expressions the first alone is held apart: their ways would be many.
    if (some.length > 1 && ways.length > 1) continue;
    ways = some.flatMap((sign) => ways.map((way) => [...way, sign]));
  }
  return [...ways.map(needsAll), ...escapes.map((one) => needsAll([one]))];
}

function mayBeIni({ format, include }: ConfigProbe): boolean {
  if (format !== undefined) return format === 'ini';
  return include.some((glob) => (configFormat(fileName(glob)) ?? 'ini') === 'ini');
}
