/** Public names of the rabbit driver. */
export { rabbitDriver, rabbitSchemes } from './driver.ts';
export type { RabbitOptions } from './rabbit-options.ts';
