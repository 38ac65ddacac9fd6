/** Is a group of requirements, an extra or the like, named after work on the project, not after its use? */
export function isDevGroup(name: string): boolean {
  return /^(?:dev|develop|development|tests?|testing|docs?|documentation|lint(?:ing|ers?)?|typing|types|mypy|format|ci|build|release|benchmarks?|coverage|style|tox|pre-commit)(?:$|[-_.])/i.test(
    name,
  );
}
