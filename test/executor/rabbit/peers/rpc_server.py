"""A server of the Python oslo.messaging for the interoperation tests.

usage: rpc_server.py URL EXCHANGE TOPIC SERVER

Writes one JSON line `{"ready": true}` when it consumes, and ends at the end of its standard input.
"""
import datetime
import json
import sys
import threading
import time

import oslo_messaging
from oslo_config import cfg


class Boom(Exception):
    """An exception that only this program knows."""


class Main:
    """Version 3.2 without a namespace."""

    target = oslo_messaging.Target(version='3.2')

    def __init__(self, name):
        self.name = name
        self.seen = []
        self.lock = threading.Lock()

    def echo(self, ctxt, x):
        return x

    def context(self, ctxt):
        return ctxt

    def who(self, ctxt):
        return self.name

    def nothing(self, ctxt):
        pass

    def falsy(self, ctxt, which):
        return {'zero': 0, 'false': False, 'empty': '', 'list': [], 'object': {}}[which]

    def value_error(self, ctxt):
        raise ValueError('bad value', 42)

    def boom(self, ctxt):
        raise Boom('only here')

    def slow(self, ctxt, seconds):
        time.sleep(seconds)
        return seconds

    def special(self, ctxt):
        return {'nan': float('nan'), 'inf': float('inf'), 'big': 2 ** 60 + 1}

    def types(self, ctxt):
        return {
            'when': datetime.datetime(2024, 1, 2, 3, 4, 5),
            'bytes': b'abc',
            'set': {7},
        }

    def record(self, ctxt, x):
        with self.lock:
            self.seen.append(x)

    def recorded(self, ctxt):
        with self.lock:
            return list(self.seen)


class Named:
    """Version 2.3 of the namespace ns, which was called old before."""

    target = oslo_messaging.Target(namespace='ns', version='2.3', legacy_namespaces=['old'])

    def nsm(self, ctxt):
        return 'ns'


def main():
    url, exchange, topic, server_name = sys.argv[1:5]
    conf = cfg.CONF
    conf([], project='interop', default_config_files=[])
    transport = oslo_messaging.get_rpc_transport(conf, url)
    target = oslo_messaging.Target(exchange=exchange, topic=topic, server=server_name)
    server = oslo_messaging.get_rpc_server(
        transport, target, [Main(server_name), Named()], executor='threading',
        access_policy=oslo_messaging.DefaultRPCAccessPolicy)
    server.start()
    print(json.dumps({'ready': True}), flush=True)
    sys.stdin.read()
    server.stop()
    server.wait()
    transport.cleanup()


main()
