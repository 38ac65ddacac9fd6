"""Writes what the Python oslo.messaging declares, binds and consumes, as one JSON list.

usage: declarations.py URL

It starts a server, calls it, casts to a fanout, notifies and listens; the arguments of the AMQP
methods are noted where py-amqp sends them.
"""
import json
import sys

import amqp
import oslo_messaging
from oslo_config import cfg

noted = []


def note(name, *kept):
    send = getattr(amqp.Channel, name)

    def noting(self, *args, **kwargs):
        names = send.__code__.co_varnames[1:send.__code__.co_argcount]
        given = {**dict(zip(names, args)), **kwargs}
        entry = {'method': name, **{key: given.get(key) for key in kept}}
        if not entry.get('passive') and entry not in noted:
            noted.append(entry)
        return send(self, *args, **kwargs)

    setattr(amqp.Channel, name, noting)


note('exchange_declare', 'exchange', 'type', 'passive', 'durable', 'auto_delete', 'arguments')
note('queue_declare', 'queue', 'passive', 'durable', 'exclusive', 'auto_delete', 'arguments')
note('queue_bind', 'queue', 'exchange', 'routing_key')
note('basic_consume', 'queue', 'no_ack', 'exclusive', 'arguments')
note('basic_qos', 'prefetch_size', 'prefetch_count', 'a_global')


class Endpoint:
    def echo(self, ctxt, x):
        return x

    def info(self, ctxt, publisher_id, event_type, payload, metadata):
        pass


conf = cfg.CONF
conf([], project='interop', default_config_files=[])
url = sys.argv[1]
transport = oslo_messaging.get_rpc_transport(conf, url)
target = oslo_messaging.Target(exchange='exw', topic='wire', server='srv1')
server = oslo_messaging.get_rpc_server(transport, target, [Endpoint()], executor='threading')
server.start()
client = oslo_messaging.RPCClient(
    transport, oslo_messaging.Target(exchange='exw', topic='wire'), timeout=20)
assert client.call({}, 'echo', x=1) == 1
client.prepare(fanout=True).cast({}, 'echo', x=2)
server.stop()
server.wait()
transport.cleanup()

news = oslo_messaging.get_notification_transport(conf, url)
oslo_messaging.Notifier(news, publisher_id='p', driver='messagingv2', topics=['news']).info({}, 'e', 1)
listener = oslo_messaging.get_notification_listener(
    news, [oslo_messaging.Target(topic='news')], [Endpoint()], executor='threading', pool='pool')
listener.start()
listener.stop()
listener.wait()
print(json.dumps(noted))
