# The bank in Python, with nothing but its standard library: a connection for each request, and
# balances that are read inside the transaction.

import json
import os
import re
import sqlite3
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MOST_MONEY = 1_000_000_000


class Refusal(Exception):
    def __init__(self, status, message):
        self.status, self.message = status, message


def connect():
    # Without an isolation level, the module begins no transaction by itself.
    connection = sqlite3.connect(os.environ['DATABASE'], timeout=5, isolation_level=None)
    connection.execute('pragma foreign_keys = on')
    return connection


def prepare_tables():
    connection = connect()
    connection.executescript('''
        create table if not exists accounts (
          id integer primary key, owner text not null, balance integer not null
        ) strict;
        create table if not exists transfers (
          id integer primary key, sender integer not null references accounts,
          receiver integer not null references accounts, amount integer not null,
          time integer not null
        ) strict;
        insert or ignore into accounts (id, owner, balance)
          values (1, 'Ada', 500), (2, 'Zoë', 500);
    ''')
    connection.close()


def is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MOST_MONEY


def transfer(body):
    values = body if isinstance(body, dict) else {}
    sender, receiver, amount = (values.get(name) for name in ('from', 'to', 'amount'))
    if not all(map(is_whole, (sender, receiver, amount))) or amount < 1 or sender == receiver:
        raise Refusal(400, 'These values make no sense')
    connection = connect()
    try:
        connection.execute('begin immediate')
        rows = dict(connection.execute(
            'select id, balance from accounts where id in (?, ?)', (sender, receiver)))
        if sender not in rows or receiver not in rows:
            raise Refusal(404, 'There is no such account')
        if rows[sender] < amount:
            raise Refusal(409, 'There is too little money')
        connection.execute(
            'insert into transfers (sender, receiver, amount, time) values (?, ?, ?, ?)',
            (sender, receiver, amount, int(time.time() * 1000)))
        change = 'update accounts set balance = balance + ? where id = ?'
        connection.execute(change, (amount, receiver))
        connection.execute(change, (-amount, sender))
        connection.execute('commit')
    finally:
        # A transaction that is still open is undone.
        connection.close()
    return 201, body


def show_account(key):
    connection = connect()
    row = connection.execute(
        'select id, owner, balance from accounts where id = ?', (key,)).fetchone()
    connection.close()
    if row is None:
        raise Refusal(404, 'There is no such account')
    return 200, dict(zip(('id', 'owner', 'balance'), row))


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def answer(self):
        try:
            status, body = self.dispatch()
        except Refusal as refusal:
            status, body = refusal.status, {'error': refusal.message}
        except ConnectionError:
            raise
        except Exception as error:
            self.log_error('%r', error)
            status, body = 500, {'error': 'Something went wrong on our side'}
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(content)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(content)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    def dispatch(self):
        content = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        path = self.path.split('?')[0]
        match = re.fullmatch(r'/accounts/(\d{1,9})', path)
        if match and self.command in ('GET', 'HEAD'):
            return show_account(int(match[1]))
        if path == '/transfers' and self.command == 'POST':
            try:
                return transfer(json.loads(content.decode()))
            except ValueError:
                raise Refusal(400, 'This is not JSON')
        raise Refusal(404, 'There is nothing here')


class Server(ThreadingHTTPServer):
    # Connections that wait to be accepted.
    request_queue_size = 128


prepare_tables()
Server(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
