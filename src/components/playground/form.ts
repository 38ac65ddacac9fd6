import { find } from './dom.ts';
import {
  kinds,
  models,
  presetOf,
  reservations,
  type Kind,
  type Model,
  type Reservation,
  type Settings,
} from './settings.ts';

/** The setting that the form says; the form is valid. */
export function readForm(form: HTMLFormElement): Settings {
  const data = new FormData(form);
  const number = (name: string): number => Number(data.get(name));
  return {
    model: models.find((one) => one === data.get('model')) ?? ('async' satisfies Model),
    poolSize: number('pool'),
    mix: Object.fromEntries(kinds.map((kind) => [kind, number(kind)])) as Record<Kind, number>,
    reservation:
      reservations.find((one) => one === data.get('reservation')) ??
      ('forgotten' satisfies Reservation),
  };
}

/** Puts a setting into the form, and marks the preset that it is. */
export function showSettings(root: HTMLElement, settings: Settings): void {
  const form = find(root, 'form', HTMLFormElement);
  const { model, poolSize, mix, reservation } = settings;
  find(form, `[name=model][value=${model}]`, HTMLInputElement).checked = true;
  find(form, '[name=pool]', HTMLInputElement).value = String(poolSize);
  for (const kind of kinds) {
    find(form, `[name=${kind}]`, HTMLInputElement).value = String(mix[kind]);
  }
  find(form, '[name=reservation]', HTMLSelectElement).value = reservation;
  const chosen = presetOf(settings)?.id;
  for (const button of root.querySelectorAll<HTMLButtonElement>('[data-preset]')) {
    button.setAttribute('aria-pressed', String(button.dataset['preset'] === chosen));
  }
}

/** A setting's name: its preset's, or what it is. */
export function title(settings: Settings): string {
  const { model, poolSize, mix } = settings;
  const total = kinds.reduce((sum, kind) => sum + mix[kind], 0);
  const pool = model === 'blocking' ? '' : `, pool ${poolSize}`;
  return presetOf(settings)?.title ?? `${model}${pool}, ${total} messages`;
}
