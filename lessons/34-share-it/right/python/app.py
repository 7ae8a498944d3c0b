# The whole shortener in Python, with nothing but its standard library: HTTP and the routes.

import json
import os
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote_to_bytes

import limit
import links
import page
import store
import targets
from errors import HttpError
from owner import Owner

MAX_BYTES = 16_384
PORT = int(os.environ.get('PORT') or 3001)
ORIGIN = targets.origin_of(os.environ.get('PUBLIC_ORIGIN') or f'http://localhost:{PORT}')
HOPS = int(os.environ.get('TRUSTED_HOPS') or 0)
IS_PUBLIC = not targets.is_loopback(targets.host_of(ORIGIN))
NO_STORE = {'Cache-Control': 'private, no-store'}


def make_link(request):
    link = links.make(request.read_json(), ORIGIN)
    return as_json(links.describe(link, ORIGIN), 201, {'Location': f'/api/links/{link["slug"]}'})


def show_link(request, slug):
    return as_json(links.describe(links.find(slug), ORIGIN))


def follow(request, slug):
    target = links.follow(slug, is_robot(request))
    return 302, {'Location': target, **NO_STORE}, ''


def show_page(request, status=200, typed={}, problem=None):
    owner = Owner(request.headers.get('Cookie'), ORIGIN)
    text = page.home(ORIGIN, owner.form_token, store.list_of(owner.hash), typed, problem)
    return status, {**page.HEADERS, **owner.headers}, text


def make_by_form(request):
    typed = request.read_form()
    owner = Owner(request.headers.get('Cookie'), ORIGIN)
    owner.check_token(typed.get('token', ''))
    try:
        links.make(page.fields_of(typed), ORIGIN, owner.hash)
    except HttpError as error:
        return show_page(request, error.status, typed, error.detail)
    return 303, {'Location': '/', 'Cache-Control': 'no-store'}, ''


def show_qr(request, slug):
    url = f'{ORIGIN}/{links.find(slug)["slug"]}'
    return 200, {'Content-Type': 'image/svg+xml', 'X-Content-Type-Options': 'nosniff'}, page.qr(url)


def show_style(request):
    return 200, {'Content-Type': 'text/css'}, 'body { max-width: 40rem; margin: 2rem auto }'


def is_robot(request):
    headers = request.headers
    purposes = ' '.join(headers.get(name, '') for name in
                        ('Sec-Purpose', 'Purpose', 'X-Purpose', 'X-Moz'))
    agent = headers.get('User-Agent', '')
    return (request.command == 'HEAD'
            or re.search('prefetch|prerender|preview', purposes, re.I) is not None
            or not agent.startswith('Mozilla/')
            or re.search('bot|crawl|spider|preview|facebookexternalhit|embedly', agent, re.I)
            is not None)


def as_json(value, status=200, headers={}):
    return status, {'Content-Type': 'application/json', **headers}, json.dumps(value)


routes = [
    (r'/', {'GET': show_page}),
    (r'/style\.css', {'GET': show_style}),
    (r'/links', {'POST': make_by_form, 'GET': lambda request: follow(request, 'links')}),
    (r'/links/([^/]+)/qr\.svg', {'GET': show_qr}),
    (r'/api/links', {'POST': make_link}),
    (r'/api/links/([^/]+)', {'GET': show_link}),
    (r'/([^/]+)', {'GET': follow}),
]


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    wbufsize = -1

    def answer(self):
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
        for name, value in {**headers, 'Content-Length': str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(content)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    def log_request(self, *arguments):
        pass

    def dispatch(self):
        length = int(self.headers.get('Content-Length', 0))
        self.body = self.rfile.read(length)
        if len(self.body) < length:
            raise HttpError(400, 'The body broke off')
        if IS_PUBLIC and self.command == 'POST':
            limit.take(limit.client_of(self, HOPS))
        target = re.sub(r'^https?://[^/?]*', '', self.path, flags=re.I)
        try:
            path = unquote_to_bytes(target.partition('?')[0]).decode()
        except UnicodeDecodeError:
            raise HttpError(400, 'The path is not UTF-8')
        for pattern, methods in routes:
            match = re.fullmatch(pattern, path or '/')
            if match is None:
                continue
            handler = methods.get('GET' if self.command == 'HEAD' else self.command)
            if handler is None:
                allow = [*methods, *(['HEAD'] if 'GET' in methods else [])]
                raise HttpError(405, 'Not with this method', {'Allow': ', '.join(allow)})
            return handler(self, *match.groups())
        raise HttpError(404, 'There is nothing here', {'Cache-Control': 'no-store'})

    def read_text(self, content_type):
        if self.headers.get_content_type() != content_type:
            raise HttpError(415, f'Send {content_type}')
        if len(self.body) > MAX_BYTES:
            raise HttpError(413, 'Too large')
        try:
            return self.body.decode()
        except UnicodeDecodeError:
            raise HttpError(400, 'The body is not UTF-8')

    def read_json(self):
        text = self.read_text('application/json')
        try:
            return json.loads(text)
        except ValueError:
            raise HttpError(400, 'The body is not JSON')

    def read_form(self):
        return dict(parse_qsl(self.read_text('application/x-www-form-urlencoded'), True))


def problem(status, detail, headers={}):
    body = json.dumps({'status': status, 'detail': detail})
    return status, {'Content-Type': 'application/problem+json', **headers}, body


class Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True


Server(('127.0.0.1', PORT), Handler).serve_forever()
