# Limits how many requests with a POST a client can send.

import ipaddress
import math
import threading
import time

from errors import HttpError

MOST = 60
WINDOW = 60
MOST_CLIENTS = 10_000

lock = threading.Lock()
counts = {}
ends_at = 0


def take(client):
    global ends_at
    with lock:
        now = time.monotonic()
        if now >= ends_at:
            counts.clear()
            ends_at = now + WINDOW
        key = client if client in counts or len(counts) < MOST_CLIENTS else 'others'
        counts[key] = counts.get(key, 0) + 1
        if counts[key] > MOST:
            seconds = str(math.ceil(ends_at - now))
            raise HttpError(429, f'Wait {seconds} seconds', {'Retry-After': seconds})


def client_of(request, hops):
    address = request.client_address[0]
    entries = [entry.strip() for entry in
               ','.join(request.headers.get_all('X-Forwarded-For', [])).split(',')]
    if 0 < hops <= len(entries):
        try:
            address = str(ipaddress.ip_address(entries[-hops]))
        except ValueError:
            pass
    parsed = ipaddress.ip_address(address)
    parsed = getattr(parsed, 'ipv4_mapped', None) or parsed
    return str(parsed) if parsed.version == 4 else parsed.packed[:8].hex()
