/** Async functions that leave what needs the CPU to another thread. */
import type { AsyncService } from '../service.ts';

export { between, forgotten, locked, quick, waiting } from './async-functions.ts';

export async function computing(service: AsyncService): Promise<void> {
  await service.inThread(25);
  service.log('computed');
}
