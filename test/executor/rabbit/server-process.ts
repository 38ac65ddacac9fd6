import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { until } from './open-driver.ts';

interface Line {
  ready?: boolean;
  began?: number;
  done?: number;
  heard?: number;
}

/** A server process; what it wrote stays when it is killed. */
export class ServerProcess {
  readonly lines: Line[] = [];
  readonly child: ChildProcess;
  readonly ended: Promise<void>;

  /** @param more as `peers/server.ts` takes it, after the server's name */
  constructor(url: string, name: string, ...more: readonly string[]) {
    const program = `${import.meta.dirname}/peers/server.ts`;
    const argv = [program, url, 'kill', name, ...more];
    this.child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    const output = this.child.stdout;
    if (output === null) throw new Error('no standard output');
    const reader = createInterface({ input: output });
    reader.on('line', (line) => this.lines.push(JSON.parse(line) as Line));
    this.ended = new Promise((resolve) => {
      reader.once('close', resolve);
    });
  }

  async ready(): Promise<this> {
    await until('the server process', () => this.lines[0]?.ready === true);
    return this;
  }

  all(what: 'began' | 'done' | 'heard'): number[] {
    return this.lines.flatMap((line) => line[what] ?? []);
  }
}
