/** What a page may run, load and send: itself, and by hash what stands in it. */
export interface Allowed {
  scripts: Iterable<string>;
  styles: Iterable<string>;
}

/**
 * The Content-Security-Policy of a page. `wasm-unsafe-eval` is the search's: it reads its index by
 * WebAssembly; it lets no text run.
 */
export function policyOf({ scripts, styles }: Allowed): string {
  const list = (hashes: Iterable<string>) => [...new Set(hashes)].sort().join(' ');
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${list(scripts)}`.trimEnd(),
    `style-src 'self' ${list(styles)}`.trimEnd(),
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "worker-src 'self'",
    "manifest-src 'self'",
  ].join('; ');
}

/** What a page cannot ask for itself, and only a host's header can. */
export const headerOnly = "frame-ancestors 'none'";
