import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/**
 * Reads Erlang expressions, a line each, has the broker's node evaluate them, and answers a line each:
 * `ok` or `error`, and the value in base64.
 */
const loop = (node: string): string => `
  Read = fun() -> io:get_line(standard_io, "") end,
  Say = fun(Word, Bytes) -> io:format("~s ~s~n", [Word, base64:encode(Bytes)]) end,
  Evaluate = fun(Line) ->
    {ok, Tokens, _} = erl_scan:string(Line),
    {ok, Expressions} = erl_parse:parse_exprs(Tokens),
    rpc:call('${node}', erl_eval, exprs, [Expressions, []], 120000)
  end,
  Loop = fun Loop() ->
    case Read() of
      eof -> halt(0);
      Line ->
        try Evaluate(Line) of
          {value, Value, _} -> Say(ok, iolist_to_binary(Value));
          Other -> Say(error, iolist_to_binary(io_lib:format("~0p", [Other])))
        catch _:Reason -> Say(error, iolist_to_binary(io_lib:format("~0p", [Reason]))) end,
        Loop()
    end
  end,
  Loop().`;

/**
 * An Erlang machine beside the broker's, which stays: `rabbitmqctl` starts one for every command, and
 * that takes seconds of processor time.
 */
export class Control {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;
  #last: Promise<unknown> = Promise.resolve();

  /** @param env that of the broker: its epmd and its cookie */
  constructor(node: string, name: string, env: NodeJS.ProcessEnv) {
    const loopback = ['-kernel', 'inet_dist_use_interface', '{127,0,0,1}'];
    const quiet = ['+S', '1:1', '+sbwt', 'none', '+sbwtdcpu', 'none', '+sbwtdio', 'none'];
    const argv = [
      '-noshell',
      '-hidden',
      '-sname',
      name,
      ...loopback,
      ...quiet,
      '-eval',
      loop(node),
    ];
    this.#child = spawn('erl', argv, { env, stdio: ['pipe', 'pipe', 'ignore'] });
    this.#child.on('error', () => undefined); // its output ends, and every question fails
    this.#child.stdin.on('error', () => undefined);
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * What an expression gives on the broker's node: its value is an iolist.
   * @param expression in one line, with its full stop
   */
  ask(expression: string): Promise<string> {
    const asked = this.#last.then(() => this.#ask(expression));
    this.#last = asked.catch(() => undefined);
    return asked;
  }

  async #ask(expression: string): Promise<string> {
    this.#child.stdin.write(`${expression}\n`);
    const answer = await this.#answers.next();
    if (answer.done === true) throw new Error('the Erlang machine has ended');
    const [word, value = ''] = answer.value.split(' ');
    const text = Buffer.from(value, 'base64').toString();
    if (word !== 'ok') throw new Error(`${expression}: ${text}`);
    return text;
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }
}
