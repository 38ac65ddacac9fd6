import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { readTextBelow } from '../../ground/trust/open-below.ts';
import { writeWhole } from '../../ground/write-whole.ts';
import { headerOnly, policyOf } from './policy.ts';
import { classSheet, strictHtml } from './strict-html.ts';

/** The sheet of what were style attributes. */
const sheetName = 'style-attributes.css';
/** Bytes: no page comes near. */
const largestPage = 64 * 1024 * 1024;

/**
 * Makes the built pages such that a strict Content-Security-Policy lets them work, and writes that
 * policy into each of them and into `_headers`, which hosts read. Astro's own `security.csp` knows the
 * scripts that Astro bundles, and neither those that Starlight writes into its pages nor style
 * attributes.
 */
export function strictPolicy(base: string): AstroIntegration {
  return {
    name: 'strict-policy',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const dist = fileURLToPath(dir);
        const names = await readdir(dist, { recursive: true });
        const scripts = new Set<string>();
        const styles = new Set<string>();
        const classes = new Map<string, string>();
        const link = `<link rel="stylesheet" href="${base.replace(/\/$/, '')}/${sheetName}">`;
        for (const name of names.filter((one) => one.endsWith('.html')).sort()) {
          const path = join(dist, name);
          const page = strictHtml(await readTextBelow(dist, path, largestPage));
          for (const hash of page.scripts) scripts.add(hash);
          for (const hash of page.styles) styles.add(hash);
          for (const [key, value] of page.classes) classes.set(key, value);
          const meta = `<meta http-equiv="Content-Security-Policy" content="${policyOf(page)}">`;
          const html = page.html
            .replace(/<meta charset=[^>]*>/, (tag) => tag + meta)
            .replace('</head>', () => `${page.classes.size > 0 ? link : ''}</head>`);
          await writeWhole(path, html);
        }
        await writeWhole(join(dist, sheetName), classSheet(classes));
        const policy = `${policyOf({ scripts, styles })}; ${headerOnly}`;
        await writeWhole(join(dist, '_headers'), headersFile(policy, base));
      },
    },
  };
}

/** `_headers` as Netlify, Cloudflare Pages and others read it. */
function headersFile(policy: string, base: string): string {
  return [
    `${base.replace(/\/$/, '')}/*`,
    `  Content-Security-Policy: ${policy}`,
    '  X-Content-Type-Options: nosniff',
    '  Referrer-Policy: strict-origin-when-cross-origin',
    '',
  ].join('\n');
}
