/** Starlight's own search, in its file, as it asks for the rest of itself. */
const file = 'starlight/dist/components/Search.astro?astro&type=script';
const edits: [string, string][] = [
  [
    'const onIdle = window.requestIdleCallback || ((cb) => setTimeout(cb, 1));',
    `const onIdle = (load) => {
      let isAsked = false;
      const ask = () => { if (!isAsked) { isAsked = true; load(); } };
      for (const kind of ['pointerenter', 'focus', 'click']) openBtn.addEventListener(kind, ask);
      window.addEventListener('keydown', (event) => {
        if ((event.metaKey || event.ctrlKey) && event.key === 'k') ask();
      });
    };`,
  ],
  // It is in the dialog that has just been opened.
  ['showImages: false,', 'showImages: false, autofocus: true,'],
];

/** Lets whoever searches load the search, 27 KB, and nobody else; Starlight has no option for that. */
export function searchOnUse(code: string): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`Starlight's search has changed: no ${from}`);
    return text.replace(from, to);
  }, code);
}

/** The same as a plugin of Vite. */
export const searchOnUsePlugin = {
  name: 'search-on-use',
  enforce: 'pre' as const,
  // On the server of `npm start` Astro has nothing in its place.
  transform: (code: string, id: string, options?: { ssr?: boolean }) =>
    id.includes(file) && options?.ssr !== true ? searchOnUse(code) : undefined,
};
