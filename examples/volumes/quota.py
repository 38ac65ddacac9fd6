"""The Python service: it knows the limits, and asks for volumes. usage: quota.py URL

For each line of standard input it asks for twelve volumes at once and writes one line of JSON.
"""
import concurrent.futures
import json
import os
import sys

import oslo_messaging
from oslo_config import cfg

conf = cfg.CONF
conf([], project='volumes-example', default_config_files=[])
transport = oslo_messaging.get_rpc_transport(conf, sys.argv[1])


class Quota:
    def limit(self, ctxt, project):
        return 100


oslo_messaging.get_rpc_server(
    transport, oslo_messaging.Target(topic='quota', server='one'), [Quota()],
    executor='threading').start()
volumes = oslo_messaging.get_rpc_client(
    transport, oslo_messaging.Target(topic='volumes'), timeout=20) if hasattr(
        oslo_messaging, 'get_rpc_client') else oslo_messaging.RPCClient(
            transport, oslo_messaging.Target(topic='volumes'), timeout=20)


def create(_):
    try:
        volumes.call({}, 'create', project='demo', gigabytes=10)
        return 'created'
    except ValueError:
        return 'refused'


print('ready', flush=True)
with concurrent.futures.ThreadPoolExecutor(12) as pool:
    for _line in sys.stdin:
        answers = list(pool.map(create, range(12)))
        print(json.dumps({word: answers.count(word) for word in ('created', 'refused')}), flush=True)
os._exit(0)
