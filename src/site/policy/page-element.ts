/** An attribute, and where it stands in the page. */
export interface PlacedAttribute {
  name: string;
  value: string;
  from: number;
  to: number;
}

/** An element of a page that a policy concerns: it runs, styles, or has a style attribute. */
export interface PageElement {
  /** In small letters. */
  tagName: string;
  attributes: readonly PlacedAttribute[];
  /** Of a script or a style sheet, what stands in it; else empty. */
  text: string;
}
