# Authors and books in Python, with nothing but its standard library.

import json
import os
import re
import sqlite3
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SCHEMA = '''
create table if not exists authors (
  id integer primary key,
  name text not null unique
);
create table if not exists books (
  id integer primary key,
  author integer not null references authors (id),
  title text not null,
  unique (author, title)
);
'''


def connect():
    connection = sqlite3.connect(os.environ['DATABASE'])
    connection.execute('pragma foreign_keys = on')
    connection.row_factory = sqlite3.Row
    return connection


def list_authors(connection, body):
    return 200, [dict(row) for row in connection.execute('''
        select authors.id, authors.name, count(books.id) as books
        from authors left outer join books on books.author = authors.id
        group by authors.id order by authors.id''')]


def add_author(connection, body):
    name = json.loads(body)['name']
    added = connection.execute('insert into authors (name) values (?)', (name,))
    return 201, {'id': added.lastrowid, 'name': name}


def list_books(connection, body):
    return 200, [dict(row) for row in connection.execute('''
        select books.id, books.title, authors.name as author
        from books inner join authors on authors.id = books.author order by books.id''')]


def add_book(connection, body):
    book = json.loads(body)
    author, title = book['author'], book['title']
    added = connection.execute(
        'insert into books (author, title) values (?, ?)', (author, title))
    return 201, {'id': added.lastrowid, 'author': author, 'title': title}


def remove_author(connection, body, author):
    found = connection.execute('delete from authors where id = ?', (int(author),))
    return (204, None) if found.rowcount == 1 else (404, {})


ROUTES = [
    (r'/authors', {'GET': list_authors, 'POST': add_author}),
    (r'/books', {'GET': list_books, 'POST': add_book}),
    (r'/authors/(\d{1,15})', {'DELETE': remove_author}),
]


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def answer(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        connection = connect()
        try:
            with connection:
                status, value = self.dispatch(connection, body)
        except sqlite3.IntegrityError as error:
            is_orphan = 'FOREIGN KEY' in str(error) and self.command == 'POST'
            status, value = 422 if is_orphan else 409, {'error': str(error)}
        except (ValueError, TypeError, KeyError) as error:
            status, value = 400, {'error': repr(error)}
        finally:
            connection.close()
        content = b'' if status == 204 else json.dumps(value).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        if status != 204:
            self.send_header('Content-Length', str(len(content)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(content)

    do_GET = do_HEAD = do_POST = do_DELETE = do_OPTIONS = answer

    def dispatch(self, connection, body):
        for pattern, handlers in ROUTES:
            match = re.fullmatch(pattern, self.path.split('?')[0])
            handler = handlers.get('GET' if self.command == 'HEAD' else self.command)
            if match is not None:
                return handler(connection, body, *match.groups()) if handler else (405, {})
        return 404, {}

    def log_message(self, *words):
        pass


first = connect()
first.executescript(SCHEMA)
first.close()
ThreadingHTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
