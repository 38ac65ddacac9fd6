// A mail has more corners than meet the eye (encoded words, transfer encodings): nodemailer knows them.
import { createTransport } from 'nodemailer';
import { digestHtml, digestMarkdown, digestTitle, type DigestContext } from './digest-text.ts';
import type { Digest } from './digest.ts';

/** Whom a mail is from and to; without them it is a draft. */
export interface MailHeads {
  from?: string | undefined;
  to?: string | undefined;
}

/** A digest as a mail (RFC 5322) with text and HTML; the same digest gives the same bytes. */
export async function digestMail(
  digest: Digest,
  context: DigestContext,
  { from, to }: MailHeads = {},
): Promise<string> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  const name = `${digest.head.commit.slice(0, 16)}.${digest.team ?? 'all'}.${digest.since}`;
  const { message } = await transport.sendMail({
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    subject: digestTitle(digest, context),
    text: digestMarkdown(digest, context),
    html: digestHtml(digest, context),
    date: new Date(digest.head.date),
    messageId: `<${name}@crossplan.invalid>`,
    // No server has seen it: whoever opens it may send it.
    headers: { 'x-unsent': '1' },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
    baseBoundary: digest.head.commit.slice(0, 16),
  });
  if (!Buffer.isBuffer(message)) throw new Error('Expected the mail as one buffer');
  return message.toString('utf8');
}
