import { readFileSync } from 'node:fs';

/** A message as it was on the wire between two Python programs. */
export interface Capture {
  /** What it is: `call`, `reply`, `notification v1` … */
  name: string;
  frame: 'basic.publish' | 'basic.deliver' | 'basic.return';
  exchange: string;
  routingKey: string;
  properties: {
    content_type: string;
    content_encoding: string;
    headers: Record<string, unknown>;
    delivery_mode: number;
    priority: number;
    expiration?: string;
  };
  /** The exact body text. */
  body: string;
  /** The inner message. */
  message: Record<string, unknown>;
}

const file = readFileSync(new URL('captures.json', import.meta.url), 'utf8');

export const { captures } = JSON.parse(file) as { source: string; captures: Capture[] };
