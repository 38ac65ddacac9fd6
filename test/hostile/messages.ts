import { fill } from './support.ts';

/** What a server does with a message: it cannot be read, its request fails, its request is done. */
type End = 'malformed' | 'requestsFailed' | 'requestsDone';

/** A body, and its properties where they are not those of every message. */
interface Body {
  body: string | Uint8Array;
  contentType?: string | null;
  contentEncoding?: string;
}

const stamp = '1700000000123456789';
const envelope = (inner: string) =>
  JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': inner });
/** A request for the one method of the endpoint, with JSON text as its argument `x`. */
const takes = (x: string) => envelope(`{"method":"take","args":{"x":${x}}}`);
const asks = (method: string) => envelope(JSON.stringify({ method, args: {} }));

/** Messages of strangers, each with its end. A name begins with what is hostile about it. */
export const messages: Record<string, [End, string | Body]> = {
  'large: an inner message of long integers': [
    'requestsDone',
    takes(`[${fill(`${stamp},`, 9_000_000)}1]`),
  ],
  'large: a text of digits': ['requestsDone', takes(`["${'1'.repeat(9_000_000)}",${stamp}]`)],
  'large: a text of escapes': ['requestsDone', takes(`["${fill('\\n', 6_000_000)}",${stamp}]`)],
  'large: a text of quotes': ['requestsDone', takes(`["${fill('\\"', 6_000_000)}",NaN]`)],
  'large: a text of backslashes without its end': [
    'malformed',
    takes(`["${fill('\\', 2_000_001)}`),
  ],
  'large: blanks': ['requestsDone', takes(`[${fill(' ', 4_000_000)}${stamp}]`)],
  'large: nothing but blanks': ['requestsFailed', fill(' ', 4_000_000)],
  'large: words of Python': ['requestsDone', takes(`[${fill('NaN,-Infinity,', 4_000_000)}NaN]`)],
  'large: many members': [
    'requestsDone',
    takes(`{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":${stamp}`).join(',')}}`),
  ],
  'large: one name many times': [
    'requestsDone',
    takes(`{${fill(`"k":${stamp},`, 2_000_000)}"k":1}`),
  ],
  'large: a method’s name': ['requestsFailed', asks('m'.repeat(4_000_000))],
  'digits: a million': ['malformed', takes('1'.repeat(1_000_000))],
  'digits: two million below nought': ['malformed', takes(`-${'9'.repeat(2_000_000)}`)],
  'digits: as many as Python reads': ['requestsDone', takes('1'.repeat(4300))],
  'digits: one more': ['malformed', takes('1'.repeat(4301))],
  'digits: in many numbers': ['requestsDone', takes(`[${fill(`${'7'.repeat(4300)},`, 400_000)}1]`)],
  'digits: behind a point': ['requestsDone', takes(`[0.${'3'.repeat(1_000_000)},${stamp}]`)],
  'digits: an exponent': ['requestsDone', takes(`[1e${'9'.repeat(100_000)},${stamp}]`)],
  'deep: lists': ['malformed', takes('['.repeat(500_000))],
  'deep: lists with a long integer': ['malformed', takes(`[${stamp},`.repeat(100_000))],
  'deep: objects': ['malformed', takes('{"a":'.repeat(300_000))],
  'deep: the envelope': ['malformed', '{"oslo.message":'.repeat(100_000)],
  'deep: in and out again': [
    'malformed',
    takes(`${'['.repeat(200_000)}${stamp}${']'.repeat(200_000)}`),
  ],
  'deep: envelopes in envelopes': ['requestsFailed', envelope(envelope(envelope('{}')))],
  'names: of the emitter’s methods, emit': ['requestsFailed', asks('emit')],
  'names: removeAllListeners': ['requestsFailed', asks('removeAllListeners')],
  'names: setMaxListeners': ['requestsFailed', asks('setMaxListeners')],
  'names: a getter': ['requestsFailed', asks('secret')],
  'names: constructor': ['requestsFailed', asks('constructor')],
  'names: __proto__': ['requestsFailed', asks('__proto__')],
  'names: toString': ['requestsFailed', asks('toString')],
  'names: hasOwnProperty': ['requestsFailed', asks('hasOwnProperty')],
  'names: __defineGetter__': ['requestsFailed', asks('__defineGetter__')],
  'names: one with a path': ['requestsFailed', asks('take.constructor')],
  'names: one that acts on a terminal': ['requestsFailed', asks('\u001b[2J\n::error::x')],
  'pollution: arguments': [
    'requestsDone',
    envelope(
      '{"method":"take","args":{"__proto__":{"polluted":1},"constructor":{"prototype":{}}}}',
    ),
  ],
  'pollution: the message': ['requestsFailed', '{"__proto__":{"method":"take","polluted":1}}'],
  'pollution: the context': [
    'requestsDone',
    '{"method":"take","args":{},"_context___proto__":{"polluted":1},"_context_constructor":1}',
  ],
  'pollution: beside a long integer': [
    'requestsDone',
    takes(`{"__proto__":{"polluted":${stamp}}}`),
  ],
  'types: an id that is an object': [
    'requestsDone',
    '{"method":"take","args":{},"_unique_id":{"a":1}}',
  ],
  'types: an id of millions of letters': [
    'requestsDone',
    `{"method":"take","args":{},"_unique_id":"${'u'.repeat(4_000_000)}"}`,
  ],
  'types: a reply to an object': [
    'requestsDone',
    '{"method":"take","args":{},"_msg_id":{},"_reply_q":["a"],"_timeout":"x"}',
  ],
  'types: a timeout of no time': [
    'requestsDone',
    `{"method":"take","args":{},"_msg_id":"a","_reply_q":"nobody","_timeout":-1e308}`,
  ],
  'types: a version without end': [
    'requestsFailed',
    `{"method":"take","args":{},"version":"${'1.'.repeat(500_000)}"}`,
  ],
  'types: a namespace of millions of letters': [
    'requestsFailed',
    `{"method":"take","args":{},"namespace":"${'n'.repeat(2_000_000)}"}`,
  ],
  'bytes: no text': ['malformed', { body: Buffer.alloc(1_000_000, 0xff) }],
  'bytes: nothing but nought': ['malformed', { body: Buffer.alloc(4_000_000) }],
  'bytes: an encoding that is none': [
    'malformed',
    { body: Buffer.from('{}'), contentEncoding: '../../etc/passwd' },
  ],
  'bytes: pickles': [
    'malformed',
    { body: 'cos\nsystem\n(S"id"\ntR.', contentType: 'application/x-python-serialize' },
  ],
};
