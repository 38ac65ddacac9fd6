/** Endpoints in an implicit model. Every call may let another message run. */
import type { GreenService } from '../service.ts';
import type { Steps } from './steps.ts';

export function* quick(service: GreenService): Steps {
  service.compute(1);
  yield* service.log('pong');
}

export function* waiting(service: GreenService): Steps {
  yield* service.log('asking the device');
  yield* service.device();
  yield* service.log('it has answered');
}

export function* computing(service: GreenService): Steps {
  service.compute(25);
  yield* service.log('computed');
}

export function* forgotten(service: GreenService): Steps {
  const before = service.used;
  yield* service.log('reserving');
  service.used = before + 1;
  yield* service.ask();
}

export function* between(service: GreenService): Steps {
  const before = service.used;
  yield* service.ask();
  service.used = before + 1;
}

export function* locked(service: GreenService): Steps {
  yield* service.acquire();
  const before = service.used;
  yield* service.log('reserving');
  service.used = before + 1;
  service.release();
  yield* service.ask();
}
