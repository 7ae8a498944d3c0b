# Token buckets in the database, and the clients that they are for.

import ipaddress
import math

from database import connection, first, lock, now, run
from errors import NO_STORE, HttpError
from settings import HOPS
from tokens import hash_of


def take(name, most, seconds):
    time, key, per_ms = now(), hash_of(name), 0.001 / seconds
    run('delete from buckets where updated_at < ?', time - 3_600_000)
    filled = 'min(:most, tokens + max(0, :now - updated_at) * :per)'
    values = {'key': key, 'most': most, 'now': time, 'per': per_ms}
    taken = first_named(f'''insert into buckets (key, tokens, updated_at)
        values (:key, :most - 1, :now)
        on conflict (key) do update set tokens = {filled} - 1, updated_at = :now
        where {filled} >= 1 returning tokens''', values)
    if taken is not None:
        return
    row = first('select tokens, updated_at from buckets where key = ?', key)
    wait = max(1, math.ceil(((1 - row['tokens']) / per_ms - (time - row['updated_at'])) / 1_000))
    raise HttpError(429, f'Wait {wait} seconds', {'Retry-After': str(wait), **NO_STORE})


def first_named(sql, values):
    with lock:
        return connection.execute(sql, values).fetchone()


def fill(name):
    run('delete from buckets where key = ?', hash_of(name))


def client_of(request):
    address = request.client_address[0]
    entries = [entry.strip() for entry in
               ','.join(request.headers.get_all('X-Forwarded-For', [])).split(',')]
    if 0 < HOPS <= len(entries):
        try:
            address = str(ipaddress.ip_address(entries[-HOPS]))
        except ValueError:
            pass
    parsed = ipaddress.ip_address(address)
    parsed = getattr(parsed, 'ipv4_mapped', None) or parsed
    return str(parsed) if parsed.version == 4 else parsed.packed[:8].hex()
