# The orders in Python, with nothing but its standard library.

import json
import os
import sqlite3
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

SCHEMA = '''
create table if not exists orders (
  id integer primary key,
  email text not null check (email = lower(email)),
  status text not null,
  product text not null check (product = upper(product)),
  placed_at integer not null
);
create index if not exists orders_by_customer on orders (lower(email), placed_at);
create index if not exists orders_by_status on orders (status, placed_at);
create index if not exists orders_by_product on orders (product);
'''
ORDERS = 'select id, email, status, product, placed_at as placedAt from orders '
DAY_MS = 86_400_000


def connect():
    connection = sqlite3.connect(os.environ['DATABASE'])
    connection.row_factory = sqlite3.Row
    return connection


def find_orders(query):
    if 'email' in query:
        return '''where lower(email) = ? order by placed_at desc, id desc limit 20''', (
            query['email'].lower(),)
    if 'product' in query:
        start = query['product']
        return '''where product >= ? and product < ? order by product, id limit 20''', (
            start, start + chr(0x10ffff))
    day = datetime.strptime(query['day'], '%Y-%m-%d').replace(tzinfo=timezone.utc)
    start = int(day.timestamp()) * 1000
    return '''where status = ? and placed_at between ? and ?
        order by placed_at, id limit 20''', (query['status'], start, start + DAY_MS - 1)


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def answer(self):
        self.rfile.read(int(self.headers.get('Content-Length', 0)))
        status, value = self.find()
        content = json.dumps(value).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(content)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(content)

    do_GET = do_HEAD = do_POST = do_DELETE = do_OPTIONS = answer

    def find(self):
        url = urlsplit('http://x' + self.path)
        if url.path != '/orders':
            return 404, {}
        if self.command not in ('GET', 'HEAD'):
            return 405, {}
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        try:
            condition, values = find_orders(query)
        except (KeyError, ValueError):
            return 400, {}
        connection = connect()
        try:
            return 200, [dict(row) for row in connection.execute(ORDERS + condition, values)]
        finally:
            connection.close()

    def log_message(self, *words):
        pass


first = connect()
first.executescript(SCHEMA)
first.close()
ThreadingHTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
