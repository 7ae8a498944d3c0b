# The search in Python: parameters with names, and the connection of each thread.

import json
import os
import sqlite3
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

FILE = os.environ.get('DATABASE', 'data.db')
SORTS = {'title': 'title', 'artist': 'artist', 'year': 'year'}
ORDERS = {'asc': 'asc', 'desc': 'desc'}

with closing(sqlite3.connect(FILE)) as database:
    database.executescript('''
    create table if not exists songs (
        id integer primary key, title text not null, artist text not null,
        year integer not null, is_released integer not null
    ) strict;
    create table if not exists searches (id integer primary key, words text not null) strict;
    ''')


def find_songs(query):
    words = query.get('q', '')
    sort = SORTS.get(query.get('sort', 'title'))
    order = ORDERS.get(query.get('order', 'asc'))
    try:
        limit = int(query.get('limit', '20'))
    except ValueError:
        return 400, {'error': 'The limit is a number'}
    if sort is None or order is None or not 1 <= limit <= 100:
        return 400, {'error': 'Sort by title, artist or year'}
    pattern = words.replace('\\', '\\\\').replace('%', '\\%').replace('_', '\\_')
    with closing(sqlite3.connect(FILE, timeout=10)) as database, database:
        database.row_factory = sqlite3.Row
        if words:
            database.execute('insert into searches (words) values (?)', (words,))
        rows = database.execute(rf'''
            select id, title, artist, year from songs where is_released = 1
            and (title like '%' || :words || '%' escape '\'
                or artist like '%' || :words || '%' escape '\')
            order by {sort} {order} limit :limit
        ''', {'words': pattern, 'limit': limit})
        return 200, [dict(row) for row in rows]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        url = urlsplit('http://x' + self.path)
        query = {name: values[0] for name, values in parse_qs(url.query, True).items()}
        status, value = find_songs(query) if url.path == '/songs' else (404, {})
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(body)

    do_HEAD = do_GET

    def do_POST(self):
        self.rfile.read(int(self.headers.get('Content-Length', 0)))
        self.send_error(405)

    do_DELETE = do_OPTIONS = do_POST


ThreadingHTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
