/** When another thread computed; milliseconds on this page's clock (`performance.now()`). */
export interface Computed {
  readonly from: number;
  readonly to: number;
}

/** Threads to compute in. */
export interface ThreadPool {
  compute(ms: number): Promise<Computed>;
  close(): void;
}

/** What a worker is asked, and what it answers; times since the epoch, which all threads share. */
export interface WorkerAnswer {
  readonly from: number;
  readonly to: number;
}

/** Web Workers, each of which computes one thing at a time. */
export function webWorkers(size: number): ThreadPool {
  const idle: Worker[] = [];
  const all: Worker[] = [];
  const queue: ((worker: Worker) => void)[] = [];
  for (let i = 0; i < size; i++) {
    const worker = new Worker(new URL('./compute-worker.ts', import.meta.url), { type: 'module' });
    all.push(worker);
    idle.push(worker);
  }
  const free = (worker: Worker): void => {
    const next = queue.shift();
    if (next) next(worker);
    else idle.push(worker);
  };
  return {
    compute: (ms) =>
      new Promise((resolve, reject) => {
        const start = (worker: Worker): void => {
          worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
            free(worker);
            const zero = performance.timeOrigin;
            resolve({ from: data.from - zero, to: data.to - zero });
          };
          worker.onerror = (event) => {
            reject(new Error(`The worker failed: ${event.message}`));
          };
          worker.postMessage(ms);
        };
        const worker = idle.pop();
        if (worker) start(worker);
        else queue.push(start);
      }),
    close: () => {
      for (const worker of all) worker.terminate();
    },
  };
}
