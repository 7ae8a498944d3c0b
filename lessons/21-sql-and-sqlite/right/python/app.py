# The notes in Python: a connection for each request, because each request has a thread.

import json
import os
import re
import sqlite3
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FILE = os.environ.get('DATABASE', 'data.db')


def run(statement, values=()):
    with closing(sqlite3.connect(FILE, timeout=10)) as database:
        database.row_factory = sqlite3.Row
        with database:
            cursor = database.execute(statement, values)
            rows = [dict(row) for row in cursor.fetchall()]
            return rows, cursor.rowcount


run('''create table if not exists notes (
    id integer primary key autoincrement,
    text text not null,
    priority integer not null
) strict''')


def is_note(value):
    return (
        isinstance(value, dict)
        and isinstance(value.get('text'), str) and value['text'] != ''
        and type(value.get('priority')) is int and 1 <= value['priority'] <= 1000
    )


class Handler(BaseHTTPRequestHandler):
    def answer(self, status, value=None):
        body = b'' if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(body)

    def handle_request(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        path = self.path.split('?')[0]
        found = re.fullmatch(r'/notes/([1-9]\d{0,14})', path)
        if path == '/notes' and self.command == 'POST':
            return self.add(body)
        if path == '/notes' and self.command in ('GET', 'HEAD'):
            return self.answer(200, run('select * from notes order by priority desc, id')[0])
        if found and self.command in ('GET', 'HEAD'):
            rows, _ = run('select * from notes where id = ?', (int(found[1]),))
            return self.answer(200, rows[0]) if rows else self.answer(404, {})
        if found and self.command == 'DELETE':
            _, count = run('delete from notes where id = ?', (int(found[1]),))
            return self.answer(204 if count else 404)
        self.answer(405 if found or path == '/notes' else 404, {})

    def add(self, body):
        try:
            value = json.loads(body.decode())
        except ValueError:
            return self.answer(400, {})
        if not is_note(value):
            return self.answer(422, {})
        statement = 'insert into notes (text, priority) values (?, ?) returning *'
        rows, _ = run(statement, (value['text'], value['priority']))
        self.answer(201, rows[0])

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = handle_request


ThreadingHTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
