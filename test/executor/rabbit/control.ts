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

/** What the node evaluates for a command of `rabbitmqctl`; undefined for one that is not known here. */
export function expressionOf(args: readonly string[]): string | undefined {
  const [command = '', ...rest] = args.filter((each) => each !== '--formatter' && each !== 'json');
  const at = rest.indexOf('--vhost');
  const vhost = binary(at < 0 ? '/' : (rest[at + 1] ?? '/'));
  const words = at < 0 ? rest : rest.toSpliced(at, 2);
  return commands[command]?.(vhost, words);
}

const who = '<<"tests">>';
const users = 'rabbit_auth_backend_internal';
const commands: Record<string, (vhost: string, words: readonly string[]) => string> = {
  eval: (_, [expressions = '']) => `${expressions.replace(/\.$/, '')}, <<>>.`,
  await_startup: () => 'rabbit:await_startup(), <<>>.',
  add_vhost: (_, [name = '']) => `rabbit_vhost:add(${binary(name)}, ${who}), <<>>.`,
  add_user: (_, words) => `ok = ${users}:add_user(${binaries(words)}, ${who}), <<>>.`,
  change_password: (_, words) => `ok = ${users}:change_password(${binaries(words)}, ${who}), <<>>.`,
  set_permissions: (vhost, [user = '', ...patterns]) =>
    `ok = ${users}:set_permissions(${binary(user)}, ${vhost}, ${binaries(patterns)}, ${who}), <<>>.`,
  set_policy: (vhost, [name = '', pattern = '', definition = '', , applyTo = '']) =>
    `ok = rabbit_policy:parse_set(${vhost}, ${binaries([name, pattern, definition])}, ` +
    `"0", ${binary(applyTo)}, ${who}), <<>>.`,
  close_all_connections: (vhost, [reason = '']) =>
    `rabbit_networking:close_connections([Pid || Pid <- rabbit_networking:connections(), ` +
    `rabbit_networking:connection_info(Pid, [vhost]) =:= [{vhost, ${vhost}}]], ${string(reason)}), <<>>.`,
  set_vm_memory_high_watermark: (_, [share = '']) =>
    `vm_memory_monitor:set_vm_memory_high_watermark(${share}), <<>>.`,
  list_queues: (vhost, columns) =>
    `rabbit_json:encode([maps:from_list([case Each of ` +
    `{name, {resource, _, queue, Name}} -> {name, Name}; ` +
    `{arguments, Table} -> {arguments, [[Key, Type, Value] || {Key, Type, Value} <- Table]}; ` +
    `_ -> Each end || Each <- Row]) ` +
    `|| Row <- rabbit_amqqueue:info_all(${vhost}, [${columns.join(', ')}])]).`,
};

/** Texts as Erlang writes them; the tests' own, in ASCII. */
function string(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function binary(text: string): string {
  return `<<${string(text)}>>`;
}

function binaries(texts: readonly string[]): string {
  return texts.map(binary).join(', ');
}
