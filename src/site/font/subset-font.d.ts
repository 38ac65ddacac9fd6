/** What is used of it; the types that are published for it are of an older version. */
declare module 'subset-font' {
  interface SubsetOptions {
    targetFormat: 'sfnt' | 'woff' | 'woff2';
    /** Axes of a variable font, and how much of each is kept. */
    variationAxes: Record<string, { min: number; max: number }>;
    /** OpenType features by their tags; the others go. */
    keepFeatures: readonly string[];
  }
  export default function subsetFont(
    font: Buffer,
    characters: string,
    options: SubsetOptions,
  ): Promise<Buffer>;
}
