# The election in Python, with nothing but its standard library: the threads of the requests put
# their writes into a queue, and one thread writes.

import json
import os
import queue
import sqlite3
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CANDIDATES = ('Ada', 'Grace', 'Margaret')
MOST_WRITES = 100
GATHER_SECONDS = 0.02

pending = queue.Queue()


class Refusal(Exception):
    def __init__(self, status, message):
        self.status, self.message = status, message


class Write:
    def __init__(self, statements):
        self.statements, self.error, self.settled = statements, None, threading.Event()


def connect():
    # Without an isolation level, the module begins no transaction by itself.
    connection = sqlite3.connect(os.environ['DATABASE'], timeout=0.5, isolation_level=None)
    connection.execute('pragma synchronous = full')
    connection.execute('pragma foreign_keys = on')
    return connection


def prepare_tables():
    connection = connect()
    connection.executescript('''
        pragma journal_mode = wal;
        create table if not exists candidates (
          name text primary key, votes integer not null
        ) strict;
        create table if not exists voters (
          name text primary key, candidate text not null references candidates,
          time integer not null
        ) strict;
    ''')
    for name in CANDIDATES:
        connection.execute('insert or ignore into candidates values (?, 0)', (name,))
    connection.close()


def gather():
    writes = [pending.get()]
    try:
        while len(writes) < MOST_WRITES:
            writes.append(pending.get(timeout=GATHER_SECONDS))
    except queue.Empty:
        pass
    return writes


def write_forever():
    connection = connect()
    while True:
        writes = gather()
        try:
            flush(connection, writes)
        except sqlite3.Error as error:
            if connection.in_transaction:
                connection.execute('rollback')
            for write in writes:
                write.error = error
        for write in writes:
            write.settled.set()


def flush(connection, writes):
    connection.execute('begin immediate')
    for write in writes:
        connection.execute('savepoint one')
        try:
            for sql, values in write.statements:
                connection.execute(sql, values)
        except sqlite3.Error as error:
            if not connection.in_transaction:
                raise
            connection.execute('rollback to one')
            write.error = error
        connection.execute('release one')
    connection.execute('commit')


def vote(body):
    values = body if isinstance(body, dict) else {}
    voter, candidate = values.get('voter'), values.get('candidate')
    if not isinstance(voter, str) or voter == '':
        raise Refusal(422, 'voter must be a name')
    if candidate not in CANDIDATES:
        raise Refusal(404, 'There is no such candidate')
    write = Write([
        ('update candidates set votes = votes + 1 where name = ?', (candidate,)),
        ('insert into voters values (?, ?, ?)', (voter, candidate, int(time.time() * 1000))),
    ])
    pending.put(write)
    write.settled.wait()
    if isinstance(write.error, sqlite3.IntegrityError):
        raise Refusal(409, str(write.error))
    if isinstance(write.error, sqlite3.OperationalError):
        raise Refusal(503, str(write.error))
    if write.error is not None:
        raise write.error
    return 201, body


def list_candidates():
    connection = connect()
    rows = connection.execute('select name, votes from candidates order by name').fetchall()
    connection.close()
    return 200, [{'name': name, 'votes': votes} for name, votes in rows]


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
        if path == '/candidates' and self.command in ('GET', 'HEAD'):
            return list_candidates()
        if path == '/votes' and self.command == 'POST':
            try:
                return vote(json.loads(content.decode()))
            except ValueError:
                raise Refusal(400, 'This is not JSON')
        raise Refusal(404, 'There is nothing here')


class Server(ThreadingHTTPServer):
    # Connections that wait to be accepted.
    request_queue_size = 128


prepare_tables()
threading.Thread(target=write_forever, daemon=True).start()
Server(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
