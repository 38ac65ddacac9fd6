import { LRUCache } from 'lru-cache';
import { Tokenizer, type Token } from 'parse5';
import type { PlacedAttribute } from './page-element.ts';

/** By tag: a site says the same ones on all of its pages. Their places are in the tag. */
const known = new LRUCache<string, readonly PlacedAttribute[]>({ max: 2000 });

/**
 * The attributes of a tag as a tokenizer of HTML reads them.
 *
 * @param tag from `<` to `>`
 * @param at where the tag stands in its page
 */
export function attributesOf(tag: string, at: number): PlacedAttribute[] {
  const found = known.get(tag) ?? read(tag);
  known.set(tag, found);
  return found.map(({ name, value, from, to }) => ({ name, value, from: at + from, to: at + to }));
}

function read(tag: string): PlacedAttribute[] {
  let attributes: PlacedAttribute[] = [];
  const ignore = () => undefined;
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag: ({ attrs, location }: Token.TagToken) => {
        attributes = attrs.flatMap(({ name, value }) => {
          const place = location?.attrs?.[name];
          return place === undefined
            ? []
            : [{ name, value, from: place.startOffset, to: place.endOffset }];
        });
      },
      onEndTag: ignore,
      onComment: ignore,
      onDoctype: ignore,
      onEof: ignore,
      onCharacter: ignore,
      onNullCharacter: ignore,
      onWhitespaceCharacter: ignore,
    },
  );
  tokenizer.write(tag, true);
  return attributes;
}
