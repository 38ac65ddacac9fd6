/** Gives every text marked `data-copy` a button that copies it; without the script it is selected. */
export function addCopyButtons(root: ParentNode): void {
  for (const text of root.querySelectorAll<HTMLElement>('[data-copy]')) {
    const words = text.textContent.trim();
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', `Copy: ${words}`);
    const say = (said: string) => {
      button.textContent = said;
      setTimeout(() => {
        button.textContent = 'Copy';
      }, 2000);
    };
    button.addEventListener('click', () => {
      // Browsers give no clipboard to pages that were not served over https.
      const { clipboard } = navigator as { clipboard?: Clipboard };
      if (clipboard === undefined) {
        getSelection()?.selectAllChildren(text);
        say('Selected');
        return;
      }
      clipboard.writeText(words).then(
        () => {
          say('Copied');
        },
        () => {
          getSelection()?.selectAllChildren(text);
          say('Selected');
        },
      );
    });
    text.after(button);
  }
}
