import { describe, expect, it } from 'vitest';
import { stage, type ConformanceBroker } from './stage.ts';

/** What is no message, and what is no request. */
export function malformed(broker: ConformanceBroker): void {
  describe('malformed input', () => {
    const on = stage(broker);
    const inner = '{"method":"note","args":{}}';

    /** [what, body, content type]: dropped without an answer, and without harm. */
    const dropped: [string, string | Uint8Array, (string | null)?][] = [
      ['text that is no JSON', 'not json'],
      ['an unfinished body', '{"oslo.version":"2.0","oslo.mess'],
      ['a list', '[1,2]'],
      ['a text', '"hello"'],
      ['a number', '7'],
      ['null', 'null'],
      ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
      ['a newer envelope', JSON.stringify({ 'oslo.version': '2.1', 'oslo.message': inner })],
      ['another envelope', JSON.stringify({ 'oslo.version': '3.0', 'oslo.message': inner })],
      ['an older envelope', JSON.stringify({ 'oslo.version': '1.9', 'oslo.message': inner })],
      [
        'an envelope version without minor number',
        JSON.stringify({ 'oslo.version': '2', 'oslo.message': inner }),
      ],
      [
        'an envelope version that is no text',
        JSON.stringify({ 'oslo.version': 2, 'oslo.message': inner }),
      ],
      [
        'an inner message that is an object',
        JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': {} }),
      ],
      [
        'an inner message that is no JSON',
        JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': '{' }),
      ],
      ['an inner list', JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': '[]' })],
      ['another content type', inner, 'text/plain'],
      ['Python pickles', inner, 'application/x-python-serialize'],
      ['no content type', inner, null],
    ];

    it.each(dropped)('drops %s, and goes on', async (_what, body, contentType) => {
      const topic = on.topic();
      const notes: string[] = [];
      const server = await on.serve({ topic }, [{ note: () => notes.push('noted') }]);
      await on.raw(topic, body, contentType);
      await on.client({ topic }).call('note');
      expect(notes).toEqual(['noted']);
      expect(server.transport.counters.malformed).toBe(1);
      expect(await on.ready(topic)).toBe(0);
    });

    it('takes a bare inner message (format 1.0)', async () => {
      const topic = on.topic();
      const notes: unknown[] = [];
      const note = (context: object, args: object): void => void notes.push([context, args]);
      await on.serve({ topic }, [{ note }]);
      await on.raw(topic, '{"method":"note","args":{"x":1},"_context_user":"u"}');
      await on.until('it was noted', () => notes.length === 1);
      expect(notes).toEqual([[{ user: 'u' }, { x: 1 }]]);
    });

    it('reads the tokens NaN and Infinity and long integers as Python writes them', async () => {
      const topic = on.topic();
      const notes: unknown[] = [];
      await on.serve({ topic }, [{ note: (_c: object, { x }: { x: unknown }) => notes.push(x) }]);
      await on.raw(
        topic,
        JSON.stringify({
          'oslo.version': '2.0',
          'oslo.message':
            '{"method": "note", "args": {"x": [NaN, Infinity, -Infinity, 18446744073709551616]}}',
        }),
      );
      await on.until('it was noted', () => notes.length === 1);
      expect(notes).toEqual([[NaN, Infinity, -Infinity, 18446744073709551616n]]);
    });

    it('treats an empty body as an empty message, which nobody answers', async () => {
      const topic = on.topic();
      const server = await on.serve({ topic }, [{ fine: () => 1 }]);
      await on.raw(topic, '');
      await on.client({ topic }).call('fine');
      expect(server.transport.counters).toMatchObject({ malformed: 0, requestsFailed: 1 });
    });

    /** [what, members of the request, what the caller reads] */
    const answered: [string, object, string][] = [
      ['no method', {}, 'method: expected a string, got nothing'],
      ['a method that is null', { method: null }, 'method: expected a string, got null'],
      ['a method that is a number', { method: 5 }, 'method: expected a string, got 5'],
      [
        'arguments that are null',
        { method: 'm', args: null },
        'args: expected an object, got null',
      ],
      [
        'arguments that are a list',
        { method: 'm', args: [1] },
        'args: expected an object, got [1]',
      ],
      [
        'a version without minor number',
        { method: 'm', version: '1' },
        'version: expected major.minor',
      ],
      ['a version that is a number', { method: 'm', version: 1 }, 'version: expected major.minor'],
      ['a version that is null', { method: 'm', version: null }, 'version: expected major.minor'],
      [
        'a namespace that is a number',
        { method: 'm', namespace: 1 },
        'namespace: expected a string',
      ],
    ];

    it.each(answered)('answers a request with %s', async (_what, members, text) => {
      const topic = on.topic();
      await on.serve({ topic }, [{ m: () => 1 }]);
      const replies = await on.queue();
      await on.request(topic, { ...members, _msg_id: 'id1', _reply_q: replies.name });
      await on.until('the reply came', () => replies.messages.length === 1);
      const [reply] = replies.messages;
      expect(reply).toMatchObject({ _msg_id: 'id1', ending: true, result: null });
      expect(JSON.parse(reply?.failure as string)).toMatchObject({ class: 'InvalidRequest' });
      expect(reply?.failure).toContain(JSON.stringify(text).slice(1, -1));
    });

    it('says all faults of a request at once', async () => {
      const topic = on.topic();
      await on.serve({ topic }, [{ m: () => 1 }]);
      const replies = await on.queue();
      const members = { method: 1, args: 2, version: 3, namespace: 4 };
      await on.request(topic, { ...members, _msg_id: 'id1', _reply_q: replies.name });
      await on.until('the reply came', () => replies.messages.length === 1);
      for (const name of Object.keys(members)) {
        expect(replies.messages[0]?.failure).toContain(`${name}: expected`);
      }
    });

    it('takes a request without args as one without arguments', async () => {
      const topic = on.topic();
      await on.serve({ topic }, [{ m: (_c: object, args: object) => args }]);
      const replies = await on.queue();
      await on.request(topic, { method: 'm', _msg_id: 'id1', _reply_q: replies.name });
      await on.until('the reply came', () => replies.messages.length === 1);
      expect(replies.messages[0]).toMatchObject({ result: {}, failure: null });
    });

    it('answers nothing to a request with only a reply queue, or only an id', async () => {
      const topic = on.topic();
      const calls: boolean[] = [];
      const m = (_c: object, _a: object, info: { isCall: boolean }): void =>
        void calls.push(info.isCall);
      await on.serve({ topic }, [{ m }]);
      const replies = await on.queue();
      await on.request(topic, { method: 'm', args: {}, _reply_q: replies.name });
      await on.request(topic, { method: 'm', args: {}, _msg_id: 'id1' });
      await on.until('both were called', () => calls.length === 2);
      await on.client({ topic }).call('m');
      expect(calls).toEqual([false, false, true]);
      expect(replies.messages).toEqual([]);
    });
  });
}
