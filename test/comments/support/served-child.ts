import { Served } from './served.ts';

/**
 * A server of comments as a process of its own, which can be killed: the real routes and store, without
 * limits of how often somebody writes. Says where it is, and the cookie of somebody who is signed in.
 */
const [store = '', text = ''] = process.argv.slice(2);
const served = await Served.start(store, [text]);
const cookie = await served.signIn('Poster');
process.send?.({ origin: served.at, cookie });
process.once('disconnect', () => void served[Symbol.asyncDispose]());
