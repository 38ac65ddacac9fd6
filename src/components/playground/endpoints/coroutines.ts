/**
 * The same endpoints as coroutines, and plain functions where there is nothing to wait for. Another
 * message runs at `yield From(…)`, and nowhere else.
 */
import { From } from '../../../executor/browser.ts';
import type { AsyncService } from '../service.ts';
import type { Steps } from './steps.ts';

export function quick(service: AsyncService): void {
  service.compute(1);
  service.log('pong');
}

export function* waiting(service: AsyncService): Steps {
  service.log('asking the device');
  yield From(service.device());
  service.log('it has answered');
}

export function computing(service: AsyncService): void {
  service.compute(25);
  service.log('computed');
}

export function* forgotten(service: AsyncService): Steps {
  const before = service.used;
  service.log('reserving');
  service.used = before + 1;
  yield From(service.ask());
}

export function* between(service: AsyncService): Steps {
  const before = service.used;
  yield From(service.ask());
  service.used = before + 1;
}

export function* locked(service: AsyncService): Steps {
  yield From(service.acquire());
  const before = service.used;
  service.log('reserving');
  service.used = before + 1;
  service.release();
  yield From(service.ask());
}
