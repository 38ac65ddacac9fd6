/**
 * PostCSS plugin: a page that is drawn keeps its letters. Those that come after it was drawn would break
 * its lines anew and push about what somebody is reading; they serve the next page
 * (https://www.w3.org/TR/css-fonts-4/#valdef-font-face-font-display-optional).
 */
export const neverSwapped = {
  postcssPlugin: 'never-swapped',
  Declaration: {
    'font-display': (declaration: { value: string }): void => {
      declaration.value = 'optional';
    },
  },
};
