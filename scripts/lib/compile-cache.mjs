// Loaded before a command, and by what it starts: modules are compiled, and stripped of their types,
// once for all runs. Plain JavaScript, so that it needs neither itself.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../../.cache/compile', import.meta.url));
enableCompileCache(process.env.NODE_COMPILE_CACHE);
