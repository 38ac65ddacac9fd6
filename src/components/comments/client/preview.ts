import type { Server } from './server.ts';

/** What the server makes of what somebody writes, as sanitised HTML. */
export async function preview(server: Server, body: string): Promise<string> {
  return (await server.ask<{ html: string }>('/preview', 'POST', { body })).html;
}
