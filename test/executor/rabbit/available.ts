import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { RealPart } from '../../support/real-part.ts';

/** Where Debian, and RabbitMQ's own packages for it, put the broker's scripts. */
const places = ['/usr/lib/rabbitmq/bin', '/opt/rabbitmq/sbin', '/usr/local/sbin'];

/** The folder of `rabbitmq-server` and `rabbitmqctl`: `$RABBITMQ_HOME/sbin` or a known place. */
export const rabbitFolder = [
  ...(process.env['RABBITMQ_HOME'] === undefined ? [] : [`${process.env['RABBITMQ_HOME']}/sbin`]),
  ...places,
].find((folder) => existsSync(`${folder}/rabbitmq-server`) && existsSync(`${folder}/rabbitmqctl`));

/** The Python that has oslo.messaging: the system's own, never one of a virtual environment. */
export const pythonPath = process.env['OSLO_PYTHON'] ?? '/usr/bin/python3';

function hasOsloMessaging(): boolean {
  if (!existsSync(pythonPath)) return false;
  const found = spawnSync(
    pythonPath,
    [
      '-c',
      "import importlib.util as u, sys; sys.exit(0 if u.find_spec('oslo_messaging') and u.find_spec('oslo_config') else 1)",
    ],
    { timeout: 20_000 },
  );
  return found.status === 0;
}

const brokerAvailable = rabbitFolder !== undefined;

export const rabbitmq: RealPart = {
  name: 'executor tests against RabbitMQ',
  available: brokerAvailable,
  reason: `no RabbitMQ on this machine (looked for rabbitmq-server in ${places.join(', ')} and $RABBITMQ_HOME/sbin)`,
  command: 'sudo apt-get install -y rabbitmq-server',
};

export const osloMessaging: RealPart = {
  name: 'executor tests against the Python oslo.messaging',
  available: brokerAvailable && hasOsloMessaging(),
  reason: brokerAvailable
    ? `no oslo.messaging for ${pythonPath} (another one is named by $OSLO_PYTHON)`
    : 'no RabbitMQ on this machine, which both sides need between them',
  command: 'sudo apt-get install -y rabbitmq-server python3-oslo.messaging',
};
