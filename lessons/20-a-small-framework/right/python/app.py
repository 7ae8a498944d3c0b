# The notice board in Python, with nothing but its standard library.

import html
import json
import os
import re
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote_to_bytes, urlsplit

MAX_BYTES = 16_384
notices = {}
last_id = 0


class HttpError(Exception):
    def __init__(self, status, detail, headers={}):
        self.status, self.detail, self.headers = status, detail, headers


def board_page(request):
    items = ''.join(
        f'<li><b>{html.escape(notice["title"])}</b> {html.escape(notice["text"])}</li>'
        for notice in notices.values()
    )
    return 200, {'Content-Type': 'text/html; charset=utf-8'}, f'<ul>{items}</ul>'


def list_notices(request):
    return as_json(list(notices.values()))


def add_notice(request):
    global last_id
    value = request.read_json()
    title = value.get('title') if isinstance(value, dict) else None
    text = value.get('text') if isinstance(value, dict) else None
    if not isinstance(title, str) or not isinstance(text, str) or title == '':
        raise HttpError(422, 'Send a title and a text')
    last_id += 1
    notices[str(last_id)] = {'id': last_id, 'title': title, 'text': text}
    return as_json(notices[str(last_id)], 201, {'Location': f'/api/notices/{last_id}'})


def show_notice(request, key):
    if key not in notices:
        raise HttpError(404, 'There is no such notice')
    return as_json(notices[key])


def remove_notice(request, key):
    show_notice(request, key)
    del notices[key]
    return 204, {}, ''


def broken(request):
    raise RuntimeError('Cannot read /etc/secrets')


def as_json(value, status=200, headers={}):
    return status, {'Content-Type': 'application/json', **headers}, json.dumps(value)


routes = [
    (r'/', {'GET': board_page}),
    (r'/api/notices', {'GET': list_notices, 'POST': add_notice}),
    (r'/api/notices/([^/]+)', {'GET': show_notice, 'DELETE': remove_notice}),
    (r'/broken', {'GET': broken}),
]


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def answer(self):
        # As servers of some languages do, before the program sees the request.
        if re.search('%(?![0-9A-Fa-f]{2})', self.path):
            return self.send_error(400)
        try:
            status, headers, body = self.dispatch()
        except HttpError as error:
            status, headers, body = problem(error.status, error.detail, error.headers)
        except ConnectionError:
            raise
        except Exception as error:
            self.log_error('%r', error)
            status, headers, body = problem(500, 'Something went wrong on our side')
        content = body.encode()
        self.send_response(status)
        headers = {**headers, 'X-Request-Id': str(uuid.uuid4())}
        if status != 204:
            headers['Content-Length'] = str(len(content))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(content)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    def dispatch(self):
        self.body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        try:
            path = unquote_to_bytes(urlsplit('http://x' + self.path).path).decode()
        except UnicodeDecodeError:
            raise HttpError(400, 'The path is not UTF-8')
        for pattern, methods in routes:
            match = re.fullmatch(pattern, path)
            if match is None:
                continue
            handler = methods.get('GET' if self.command == 'HEAD' else self.command)
            if handler is None:
                raise HttpError(405, 'Not with this method', {'Allow': ', '.join(methods)})
            return handler(self, *match.groups())
        raise HttpError(404, 'There is nothing here')

    def read_json(self):
        if self.headers.get_content_type() != 'application/json':
            raise HttpError(415, 'Send JSON')
        if len(self.body) > MAX_BYTES:
            raise HttpError(413, 'Too large')
        try:
            return json.loads(self.body.decode())
        except ValueError:
            raise HttpError(400, 'This is not JSON')


def problem(status, detail, headers={}):
    body = json.dumps({'status': status, 'detail': detail})
    return status, {'Content-Type': 'application/problem+json', **headers}, body


ThreadingHTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
