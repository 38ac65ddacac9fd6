import { button, element } from './element.ts';

/** Asks before something is done that cannot be undone. */
export function confirm(question: string, yes: string, act: () => void): void {
  const dialog = element('dialog', { class: 'comment-dialog', 'aria-label': question });
  const close = () => {
    dialog.close();
  };
  dialog.append(
    element('p', {}, question),
    element(
      'div',
      { class: 'compose-buttons' },
      button(yes, () => {
        close();
        act();
      }),
      button('Cancel', close, { autofocus: true }),
    ),
  );
  dialog.addEventListener('close', () => {
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
}
