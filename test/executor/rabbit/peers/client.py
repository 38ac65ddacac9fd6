"""A client of the Python oslo.messaging, driven by JSON lines on standard input.

usage: client.py URL

{"id": 1, "op": "call", "target": {...}, "method": "echo", "args": {...}, "context": {...},
 "timeout": 10, "call_monitor_timeout": null, "allowed": ["oslo_messaging.rpc.dispatcher"]}
answers with {"id": 1, "result": ...} or {"id": 1, "error": {"type", "module", "text", "exc_type"}}.
Each line runs in a thread of its own. `cast` and `notify` answer when the message is confirmed.
"""
import concurrent.futures
import json
import os
import sys
import threading
import time

import oslo_messaging
from oslo_config import cfg

INFINITY = float('inf')
conf = cfg.CONF
conf([], project='interop', default_config_files=[])
url = sys.argv[1]
write_lock = threading.Lock()
lock = threading.Lock()
transports = {}
notify_transport = None
pool = concurrent.futures.ThreadPoolExecutor(max_workers=64)


def rpc_transport(allowed):
    key = tuple(allowed)
    with lock:
        if key not in transports:
            transports[key] = oslo_messaging.get_rpc_transport(
                conf, url, allowed_remote_exmods=list(allowed))
        return transports[key]


def notification_transport():
    global notify_transport
    with lock:
        if notify_transport is None:
            notify_transport = oslo_messaging.get_notification_transport(conf, url)
        return notify_transport


def rpc(request):
    transport = rpc_transport(request.get('allowed', []))
    target = oslo_messaging.Target(**request['target'])
    client = oslo_messaging.RPCClient(
        transport, target, timeout=request.get('timeout', 10),
        call_monitor_timeout=request.get('call_monitor_timeout'))
    send = client.call if request['op'] == 'call' else client.cast
    return send(request.get('context', {}), request['method'], **request.get('args', {}))


def notify(request):
    notifier = oslo_messaging.Notifier(
        notification_transport(), publisher_id=request['publisher_id'],
        driver=request.get('driver', 'messagingv2'), topics=[request['topic']])
    getattr(notifier, request['priority'])(
        request.get('context', {}), request['event_type'], request['payload'])


def plain(value):
    """Numbers that JavaScript's JSON.parse refuses or rounds, as text."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, float) and (value != value or value in (INFINITY, -INFINITY)):
        return {INFINITY: 'Infinity', -INFINITY: '-Infinity'}.get(value, 'NaN')
    if isinstance(value, int) and abs(value) > 2 ** 53:
        return str(value)
    return value


def answer(request):
    began = time.monotonic()
    reply = {'id': request['id']}
    try:
        if request['op'] == 'notify':
            reply['result'] = notify(request)
        else:
            reply['result'] = rpc(request)
    except Exception as error:
        reply['error'] = {
            'type': type(error).__name__,
            'module': type(error).__module__,
            'text': str(error),
            'exc_type': getattr(error, 'exc_type', None),
            'is_value_error': isinstance(error, ValueError),
        }
    reply['seconds'] = time.monotonic() - began
    with write_lock:
        print(json.dumps(plain(reply)), flush=True)


print(json.dumps({'ready': True}), flush=True)
for line in sys.stdin:
    pool.submit(answer, json.loads(line))
pool.shutdown()
# Nothing is left to say; kombu's threads would keep the process for seconds.
os._exit(0)
