import { describe } from 'vitest';
import { addressing } from './conformance/addressing.ts';
import { declarations } from './conformance/declarations.ts';
import { delivery } from './conformance/delivery.ts';
import { endings } from './conformance/endings.ts';
import { flood } from './conformance/flood.ts';
import { lateAcknowledgement } from './conformance/late-acknowledgement.ts';
import { lifecycle } from './conformance/lifecycle.ts';
import { malformed } from './conformance/malformed.ts';
import { notifications } from './conformance/notifications.ts';
import { pools } from './conformance/pools.ts';
import { replies } from './conformance/replies.ts';
import { selection } from './conformance/selection.ts';
import { values } from './conformance/values.ts';
import type { ConformanceBroker } from './conformance/stage.ts';

export type { ConformanceBroker } from './conformance/stage.ts';

/**
 * What every transport must do, whatever driver is under it. A driver's test calls it once:
 *
 *     conformance('RabbitMQ', { transport: (options) => getRpcTransport(url, options), sleep })
 *
 * Nothing is shared between the tests but the broker: each uses names of its own.
 */
export function conformance(name: string, broker: ConformanceBroker): void {
  describe(`${name} conformance`, () => {
    selection(broker);
    addressing(broker);
    values(broker);
    malformed(broker);
    declarations(broker);
    delivery(broker);
    flood(broker);
    replies(broker);
    endings(broker);
    lifecycle(broker);
    lateAcknowledgement(broker);
    notifications(broker);
    pools(broker);
  });
}
