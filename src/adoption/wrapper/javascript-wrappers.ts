import { folderOf } from '../../git/path.ts';
import { isScriptSyntax, syntaxOf } from '../file/file-syntax.ts';
import { isBelow } from '../probe/matcher.ts';
import type { SourceFacts } from '../syntax/fact.ts';
import { javascriptFacts } from '../syntax/javascript.ts';
import { importedPaths } from '../syntax/module-name.ts';
import { allNames, anyName, type WrapperLanguage } from './wrapper-language.ts';

/**
 * A JavaScript or TypeScript module hands on what it exports: `export … from`, an imported name in
 * `export { … }`, and whatever it imports and assigns to `module.exports`.
 */
export const javascriptWrappers: WrapperLanguage = {
  separator: '/',
  moduleOf(path) {
    if (grammarOf(path) === undefined) return undefined;
    return `./${path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '')}`;
  },
  handedOn(text, path, probe) {
    const { imports } = factsOf(text, path);
    const names = new Set<string>();
    for (const fact of imports) {
      const full = importedPaths(fact, folderOf(path));
      if (!probe.modules.some((module) => full.some((one) => isBelow(one, module, '/')))) continue;
      for (const name of fact.exported ?? []) names.add(name);
      for (const { name } of fact.bound) if (exportsName(text, name)) names.add(name);
      if (fact.bound.length === 0 && /\bmodule\.exports\s*=\s*require\(/.test(text))
        names.add(anyName);
    }
    return [...names];
  },
  taking(text, path) {
    const taken = factsOf(text, path).imports.map((fact) => ({
      fact,
      paths: importedPaths(fact, folderOf(path)),
    }));
    return (module) =>
      taken.flatMap(({ fact: { bound }, paths }) => {
        if (!paths.includes(module)) return [];
        // What takes the module as a whole may use any of its names.
        const whole = bound.length === 0 || bound.some(({ means }) => !isNamed(means));
        return whole
          ? [allNames]
          : [anyName, ...bound.map(({ means }) => means.split('.').at(-1) ?? '')];
      });
  },
};

/** Is it a name of a module (`./lib/a.js.readFile`), not the module itself? */
function isNamed(means: string): boolean {
  return /\.[^./]+$/.test(means.replace(/\.[cm]?[jt]sx?$/, ''));
}

/** `export { name }`, `export { name as other }`, `export default name`, `module.exports = … name …`. */
function exportsName(text: string, name: string): boolean {
  const word = name.replaceAll('$', '\\$');
  return [
    `\\bexport\\s*\\{[^}]*(?<![\\w$])${word}(?![\\w$])`,
    `\\bexport\\s+default\\s+${word}(?![\\w$])`,
    `\\bmodule\\.exports\\s*=\\s*${word}(?![\\w$(])`,
    `\\bmodule\\.exports\\s*=\\s*\\{[^}]*(?<![\\w$])${word}(?![\\w$])`,
    `\\bexports\\.\\w+\\s*=\\s*${word}(?![\\w$(])`,
  ].some((pattern) => new RegExp(pattern).test(text));
}

function factsOf(text: string, path: string): SourceFacts {
  const grammar = grammarOf(path);
  return grammar === undefined ? { imports: [], calls: [] } : javascriptFacts(grammar, text);
}

function grammarOf(path: string): 'javascript' | 'typescript' | 'tsx' | undefined {
  const syntax = syntaxOf(path);
  return isScriptSyntax(syntax) ? syntax : undefined;
}
