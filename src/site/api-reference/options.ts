import type { TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { anchors, pageRouter } from './anchors.ts';
import { errorsAsLists, firstOfOverloads } from './comments.ts';
import { byPage } from './by-page.ts';
import { frontMatter } from './front-matter.ts';

const typeDoc: Partial<Omit<TypeDocOptions, 'entryPoints' | 'tsconfig'> & PluginOptions> = {
  plugin: [byPage, anchors, frontMatter, errorsAsLists, firstOfOverloads],
  router: pageRouter,
  // `tsc` is there for faults of types; here they would only cost time.
  skipErrorChecking: true,
  excludeExternals: true,
  disableSources: true,
  preservedTypeAnnotationTags: ['@throws'],
  // What one calls first, before the types that it takes; else in the order of the pages' sources.
  groupOrder: [
    ...['Functions', 'Classes', 'Variables', 'Interfaces', 'Type Aliases'],
    ...['Constructors', 'Properties', 'Accessors', 'Methods', '*'],
  ],
  sort: [],
  hideGroupHeadings: true,
  useCodeBlocks: true,
  expandParameters: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  propertyMembersFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: {
    hideDefaults: true,
    hideInherited: true,
    hideModifiers: true,
    hideOverrides: true,
    leftAlignHeaders: true,
  },
};

/**
 * Settings of starlight-typedoc. It writes the executor library's reference anew, from the library's
 * doc comments, whenever the site is built, checked or served; git leaves the pages out.
 */
export const apiReference = {
  entryPoints: ['src/executor/index.ts'],
  tsconfig: 'tsconfig.library.json',
  /** Below src/content/docs. */
  output: 'executor/api',
  typeDoc,
};
