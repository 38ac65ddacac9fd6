import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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

const newFolder = '.cache/oslo-messaging-18';

/** Today's oslo.messaging, in a virtual environment of its own below the project's folder. */
export const newPythonPath =
  process.env['OSLO_PYTHON_18'] ??
  fileURLToPath(new URL(`../../../${newFolder}/bin/python`, import.meta.url));

function hasOsloMessaging(python: string): boolean {
  if (!existsSync(python)) return false;
  const found = spawnSync(
    python,
    [
      '-c',
      "import importlib.util as u, sys; sys.exit(0 if u.find_spec('oslo_messaging') and u.find_spec('oslo_config') else 1)",
    ],
    { timeout: 120_000 },
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
  available: brokerAvailable && hasOsloMessaging(pythonPath),
  reason: brokerAvailable
    ? `no oslo.messaging for ${pythonPath} (another one is named by $OSLO_PYTHON)`
    : 'no RabbitMQ on this machine, which both sides need between them',
  command: 'sudo apt-get install -y rabbitmq-server python3-oslo.messaging',
};

export const newOsloMessaging: RealPart = {
  name: "executor tests against today's oslo.messaging, beside Debian's",
  available: osloMessaging.available && hasOsloMessaging(newPythonPath),
  reason: osloMessaging.available
    ? `no oslo.messaging 18.3.1 in ${newFolder} (another Python is named by $OSLO_PYTHON_18)`
    : osloMessaging.reason,
  command: `python3 -m venv ${newFolder} && ${newFolder}/bin/pip install -r test/executor/rabbit/peers/requirements.txt`,
};
