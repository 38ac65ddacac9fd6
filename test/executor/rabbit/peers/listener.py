"""A notification listener of the Python oslo.messaging.

usage: listener.py URL EXCHANGE TOPIC POOL REQUEUE_TIMES
(POOL may be `-` for none; the first REQUEUE_TIMES notifications are requeued)

Writes `{"ready": true}`, then one JSON line per endpoint call. Ends at the end of standard input.
"""
import json
import sys
import threading

import oslo_messaging
from oslo_config import cfg

lock = threading.Lock()
left = int(sys.argv[5])


class Endpoint:
    def info(self, ctxt, publisher_id, event_type, payload, metadata):
        return self.handle('info', ctxt, publisher_id, event_type, payload, metadata)

    def error(self, ctxt, publisher_id, event_type, payload, metadata):
        return self.handle('error', ctxt, publisher_id, event_type, payload, metadata)

    def handle(self, priority, ctxt, publisher_id, event_type, payload, metadata):
        global left
        with lock:
            requeue = left > 0
            left -= 1
            print(json.dumps({
                'priority': priority, 'context': ctxt, 'publisher_id': publisher_id,
                'event_type': event_type, 'payload': payload, 'metadata': metadata,
                'requeued': requeue,
            }), flush=True)
        if requeue:
            return oslo_messaging.NotificationResult.REQUEUE
        return oslo_messaging.NotificationResult.HANDLED


conf = cfg.CONF
conf([], project='interop', default_config_files=[])
url, exchange, topic, pool = sys.argv[1:5]
transport = oslo_messaging.get_notification_transport(conf, url)
listener = oslo_messaging.get_notification_listener(
    transport, [oslo_messaging.Target(exchange=exchange, topic=topic)], [Endpoint()],
    executor='threading', allow_requeue=True, pool=None if pool == '-' else pool)
listener.start()
print(json.dumps({'ready': True}), flush=True)
sys.stdin.read()
listener.stop()
listener.wait()
