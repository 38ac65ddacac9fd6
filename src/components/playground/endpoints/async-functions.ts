/** The same endpoints as async functions. Another message runs at `await`, and nowhere else. */
import type { AsyncService } from '../service.ts';

export function quick(service: AsyncService): void {
  service.compute(1);
  service.log('pong');
}

export async function waiting(service: AsyncService): Promise<void> {
  service.log('asking the device');
  await service.device();
  service.log('it has answered');
}

export function computing(service: AsyncService): void {
  service.compute(25);
  service.log('computed');
}

export async function forgotten(service: AsyncService): Promise<void> {
  const before = service.used;
  service.log('reserving');
  service.used = before + 1;
  await service.ask();
}

export async function between(service: AsyncService): Promise<void> {
  const before = service.used;
  await service.ask();
  service.used = before + 1;
}

export async function locked(service: AsyncService): Promise<void> {
  await service.acquire();
  const before = service.used;
  service.log('reserving');
  service.used = before + 1;
  service.release();
  await service.ask();
}
