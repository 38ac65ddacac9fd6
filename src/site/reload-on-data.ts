import { resolve } from 'node:path';
import type { AstroIntegration } from 'astro';

/** In `npm start`: whoever edits a blueprint or runs track or sync sees it at once. */
export function reloadOnData(): AstroIntegration {
  return {
    name: 'reload-on-data',
    hooks: {
      'astro:server:setup': ({ server }) => {
        const folder = resolve('proposals');
        server.watcher.add(folder);
        server.watcher.on('all', (_event, path) => {
          if (resolve(path).startsWith(folder)) server.ws.send({ type: 'full-reload' });
        });
      },
    },
  };
}
