import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';
import { isInternal, readComment } from './comment.ts';
import type { Entry, Member } from './entry.ts';

/**
 * Reads what some modules export.
 * @param modules paths of the files
 * @param folder what the entries' files are told below
 */
export function readEntries(modules: readonly string[], folder: string): readonly Entry[] {
  const program = ts.createProgram(modules, compilerOptions());
  const checker = program.getTypeChecker();
  const entries = new Map<string, Entry>();
  const symbols = modules.flatMap((file) => exportsOf(program, checker, file));
  const isPublic = new Set(symbols.map(({ target }) => target));
  for (const { name, target } of symbols) {
    const declarations = (target.declarations ?? []).filter((node) => !isInternal([node]));
    const [first] = declarations;
    if (!first) continue;
    const reader = new Reader(checker, isPublic);
    entries.set(name, {
      name,
      kind: kindOf(first),
      file: relative(folder, first.getSourceFile().fileName),
      position: first.pos,
      signatures: signaturesOf(declarations, checker, isPublic),
      comment: readComment(declarations),
      members: declarations.flatMap((node) => reader.members(node)),
    });
  }
  return [...entries.values()];
}

function compilerOptions(): ts.CompilerOptions {
  const path = resolve('tsconfig.json');
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  return ts.parseJsonConfigFileContent(
    config,
    { ...ts.sys, readDirectory: () => [] },
    dirname(path),
  ).options;
}

function exportsOf(
  program: ts.Program,
  checker: ts.TypeChecker,
  file: string,
): { name: string; target: ts.Symbol }[] {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is no module that can be read.`);
  return checker.getExportsOfModule(module).map((symbol) => ({
    name: symbol.name,
    target: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  }));
}

function kindOf(node: ts.Node): string {
  if (ts.isFunctionDeclaration(node)) return 'function';
  if (ts.isClassDeclaration(node)) return 'class';
  if (ts.isInterfaceDeclaration(node)) return 'interface';
  return ts.isTypeAliasDeclaration(node) ? 'type' : 'constant';
}

/** What declarations say, without bodies. */
function signaturesOf(
  declarations: readonly ts.Declaration[],
  checker: ts.TypeChecker,
  isPublic: ReadonlySet<ts.Symbol>,
): string[] {
  const overloads = declarations.filter((node) => !hasBody(node));
  const shown = overloads.length > 0 ? overloads : declarations;
  return shown.map((node) => {
    const source = node.getSourceFile().text;
    if (ts.isVariableDeclaration(node)) {
      const own = node.parent.getText();
      const isShort = own.split('\n').length <= 8 && !node.type;
      return isShort && node.initializer && !ts.isIdentifier(node.initializer)
        ? own
        : `const ${node.name.getText()}: ${checker.typeToString(checker.getTypeAtLocation(node))}`;
    }
    if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      const end = source.lastIndexOf('{', node.members.pos);
      return withoutHidden(clean(source.slice(node.getStart(), end)), node, isPublic, checker);
    }
    const body = hasBody(node) ? node.body.pos : node.end;
    return clean(source.slice(node.getStart(), body));
  });
}

/** A base that nobody can name is not told; its members are. */
function withoutHidden(
  text: string,
  node: ts.ClassDeclaration | ts.InterfaceDeclaration,
  isPublic: ReadonlySet<ts.Symbol>,
  checker: ts.TypeChecker,
): string {
  const hidden = basesOf(node, checker).filter(
    ({ symbol }) => !isPublic.has(symbol) && !isFromElsewhere(symbol),
  );
  return hidden.reduce((rest, { name }) => rest.replace(` extends ${name}`, ''), text);
}

function isFromElsewhere(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).every((node) => node.getSourceFile().isDeclarationFile);
}

/** What a class or an interface extends. */
function basesOf(
  node: ts.ClassDeclaration | ts.InterfaceDeclaration,
  checker: ts.TypeChecker,
): { name: string; symbol: ts.Symbol }[] {
  return (node.heritageClauses ?? [])
    .filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    .flatMap(({ types }) => types)
    .flatMap((type) => {
      const found = checker.getSymbolAtLocation(type.expression);
      if (!found) return [];
      const symbol = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
      return [{ name: type.getText(), symbol }];
    });
}

function hasBody(node: ts.Node): node is ts.FunctionLikeDeclaration & { body: ts.Node } {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

function clean(text: string): string {
  return text.replace(/^(export )?(declare )?(override )?(async )?/, '').replace(/[;{\s]+$/, '');
}

/** Reads the members of classes and interfaces, those of bases that nobody can name included. */
class Reader {
  readonly #checker: ts.TypeChecker;
  readonly #isPublic: ReadonlySet<ts.Symbol>;

  constructor(checker: ts.TypeChecker, isPublic: ReadonlySet<ts.Symbol>) {
    this.#checker = checker;
    this.#isPublic = isPublic;
  }

  members(node: ts.Declaration): Member[] {
    if (!ts.isClassDeclaration(node) && !ts.isInterfaceDeclaration(node)) return [];
    const shown = node.members.filter((member) => !isHidden(member));
    const byName = Map.groupBy(shown, (member) => nameOf(member));
    const own = [...byName].map(([name, all]) => ({
      name,
      signatures: this.#memberSignatures(all),
      comment: readComment(all),
    }));
    const names = new Set(own.map(({ name }) => name));
    return [...own, ...this.#inherited(node).filter(({ name }) => !names.has(name))];
  }

  #inherited(node: ts.ClassDeclaration | ts.InterfaceDeclaration): Member[] {
    return basesOf(node, this.#checker)
      .filter(({ symbol }) => !this.#isPublic.has(symbol) && !isFromElsewhere(symbol))
      .flatMap(({ symbol }) => symbol.declarations ?? [])
      .flatMap((base) => this.members(base));
  }

  #memberSignatures(all: readonly (ts.ClassElement | ts.TypeElement)[]): string[] {
    const overloads = all.filter((member) => !hasBody(member));
    const shown = overloads.length > 0 ? overloads : all;
    return shown
      .filter((member) => !ts.isSetAccessor(member))
      .map((member) => {
        const source = member.getSourceFile().text;
        const start = member.getStart();
        if (hasBody(member)) return clean(source.slice(start, member.body.pos));
        if (ts.isPropertyDeclaration(member) && member.initializer && member.type) {
          return clean(source.slice(start, member.type.end));
        }
        return clean(source.slice(start, member.end));
      });
  }
}

function nameOf(member: ts.ClassElement | ts.TypeElement): string {
  return member.name?.getText() ?? 'constructor';
}

/** Private, protected or internal; and `name`, which every error class has. */
function isHidden(member: ts.ClassElement | ts.TypeElement): boolean {
  if (member.name && ts.isPrivateIdentifier(member.name)) return true;
  const flags = ts.getCombinedModifierFlags(member);
  if (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) return true;
  if (flags & ts.ModifierFlags.Override && nameOf(member) === 'name') return true;
  return isInternal([member]);
}
