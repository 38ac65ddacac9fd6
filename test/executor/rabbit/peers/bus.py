"""A service of the Python oslo.messaging on a bus: server, listener and client at once.

usage: bus.py URL NAME

Writes `{"ready": true, "served": null}`, or the reason why it cannot serve in the place of null, then
one line per cast, fanout cast or notification that it got, and one per answer. Each line of standard
input asks for one thing: `{"id": 1, "op": "call", "server": "other"}`, `cast` likewise, `fanout`,
`notify`, each with an `x`. Ends at the end of standard input.
"""
import json
import os
import sys
import threading

import oslo_messaging
from oslo_config import cfg

url, name = sys.argv[1:3]
conf = cfg.CONF
conf([], project='interop', default_config_files=[])
lock = threading.Lock()


def tell(**line):
    with lock:
        print(json.dumps(line), flush=True)


class Endpoint:
    def who(self, ctxt, x):
        return [name, x]

    def hear(self, ctxt, x):
        tell(heard=x)


class News:
    def info(self, ctxt, publisher_id, event_type, payload, metadata):
        tell(heard=payload)


transport = oslo_messaging.get_rpc_transport(conf, url)
news = oslo_messaging.get_notification_transport(conf, url)
notifier = oslo_messaging.Notifier(
    news, publisher_id=name, driver='messagingv2', topics=['news'], retry=2)
served = None
try:
    oslo_messaging.get_rpc_server(
        transport, oslo_messaging.Target(topic='bus', server=name), [Endpoint()],
        executor='threading').start()
except Exception as error:
    served = str(error)
oslo_messaging.get_notification_listener(
    news, [oslo_messaging.Target(topic='news')], [News()], executor='threading',
    pool='pool-' + name).start()


def do(request):
    x = request['x']
    if request['op'] == 'notify':
        return notifier.info({}, 'event', x)
    target = oslo_messaging.Target(
        topic='bus', server=request.get('server'), fanout=request['op'] == 'fanout')
    client = oslo_messaging.RPCClient(transport, target, timeout=20, retry=2)
    if request['op'] == 'call':
        return client.call({}, 'who', x=x)
    return client.cast({}, 'hear', x=x)


tell(ready=True, served=served)
for line in sys.stdin:
    request = json.loads(line)
    try:
        tell(id=request['id'], result=do(request))
    except Exception as error:
        tell(id=request['id'], error={'type': type(error).__name__, 'text': str(error)})
os._exit(0)
