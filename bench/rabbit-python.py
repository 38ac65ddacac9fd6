"""An echo server and its client on the Python oslo.messaging, with the benchmark's line protocol.

usage: rabbit-python.py server|client URL
"""
import json
import logging
import sys
import threading
import time

import oslo_messaging
from oslo_config import cfg

# At 256 threads it warns of its pool's limit with every call; writing that would cost it time.
logging.disable(logging.CRITICAL)
role, url = sys.argv[1:3]
conf = cfg.CONF
conf([], project='bench', default_config_files=[])
transport = oslo_messaging.get_rpc_transport(conf, url)


class Endpoint:
    def echo(self, ctxt, x):
        return x


def write(answer):
    print(json.dumps(answer), flush=True)


def run(client, concurrency, calls):
    numbers = iter(range(calls))
    lock = threading.Lock()

    def work():
        while True:
            with lock:
                x = next(numbers, None)
            if x is None:
                return
            if client.call({}, 'echo', x=x) != x:
                raise ValueError('a wrong answer')

    began = time.monotonic()
    threads = [threading.Thread(target=work) for _ in range(concurrency)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - began


target = oslo_messaging.Target(exchange='bench-python', topic='python', server='one')
if role == 'server':
    server = oslo_messaging.get_rpc_server(transport, target, [Endpoint()], executor='threading')
    server.start()
else:
    client = oslo_messaging.RPCClient(
        transport, oslo_messaging.Target(exchange='bench-python', topic='python'), timeout=60)

write({'ready': True})
for line in sys.stdin:
    order = json.loads(line)
    if order.get('cpu'):
        write({'cpu': time.process_time()})
    else:
        write({'seconds': run(client, order['concurrency'], order['calls'])})
