/** What can be said of something; `undefined` while what it stands on is not known. */
export type Verdict = boolean | undefined;

/** False as soon as one is; true only if all are. */
export function allOf(verdicts: Iterable<Verdict>): Verdict {
  let unknown = false;
  for (const verdict of verdicts) {
    if (verdict === false) return false;
    unknown ||= verdict === undefined;
  }
  return unknown ? undefined : true;
}

/** True as soon as one is; false only if all are. */
export function anyOf(verdicts: Iterable<Verdict>): Verdict {
  let unknown = false;
  for (const verdict of verdicts) {
    if (verdict === true) return true;
    unknown ||= verdict === undefined;
  }
  return unknown ? undefined : false;
}

export function not(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict;
}
