import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBody, decodeEnvelope, encodeEnvelope } from './envelope.ts';
import { MalformedMessage } from '../errors.ts';
import { parseJson } from '../json/wire-json.ts';

describe('the envelope', () => {
  it('holds the inner message as JSON text, beside its version', () => {
    expect(encodeEnvelope({ method: 'm', args: {} })).toBe(
      '{"oslo.version":"2.0","oslo.message":"{\\"method\\":\\"m\\",\\"args\\":{}}"}',
    );
    expect(encodeEnvelope({ method: 'm' }, '1.0')).toBe('{"method":"m"}');
  });

  it('gives back what was put in, in both formats', () => {
    const message = fc.dictionary(fc.stringMatching(/^[a-z_]+$/), fc.jsonValue(), { maxKeys: 5 });
    fc.assert(
      fc.property(message, fc.constantFrom('1.0' as const, '2.0' as const), (value, format) => {
        expect(decodeEnvelope(encodeEnvelope(value, format))).toEqual(
          parseJson(JSON.stringify(value)),
        );
      }),
    );
  });

  it('reads any bytes to a message or a MalformedMessage, never to another error', () => {
    const body = fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => new TextEncoder().encode(text)),
    );
    fc.assert(
      fc.property(body, (bytes) => {
        try {
          expect(typeof decodeBody(bytes, { contentType: 'application/json' })).toBe('object');
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedMessage);
        }
      }),
    );
  });

  it('reads a body in the encoding that its sender names', () => {
    const bytes = Uint8Array.from(Buffer.from('{"a":"é"}', 'latin1'));
    const properties = { contentType: 'application/json', contentEncoding: 'iso-8859-1' };
    expect(decodeBody(bytes, properties)).toEqual({ a: 'é' });
    expect(() => decodeBody(bytes, { ...properties, contentEncoding: 'no-such' })).toThrow(
      MalformedMessage,
    );
  });
});
