# The whole program in Python, with nothing but its standard library: HTTP and the routes.

import json
import re
import sqlite3
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote_to_bytes, urlencode, urlsplit

import audit
import buckets
import factor
import links
import mails
import oauth
import pages
import programs
import provider
import sessions
import tokens
import users
from database import first, now, run
from errors import NO_STORE, HttpError, account_gone
from sessions import Owner
from settings import IS_PUBLIC, OIDC_ISSUER, ORIGIN, PORT

MAX_BYTES = 16_384


def as_json(value, status=200, headers=NO_STORE):
    return status, {'Content-Type': 'application/json', **headers}, json.dumps(value)


def nothing(headers=NO_STORE):
    return 204, headers, ''


def redirect(path, headers=NO_STORE):
    return 303, {**headers, 'Location': path}, ''


def page(text, status=200, headers={}):
    return status, {**pages.headers(), **headers}, text


# Links


def make_link(request):
    identity = programs.identify(request)
    if identity is not None:
        programs.check_scope(identity, 'links:write')
    link = links.make(request.read_json(), identity and identity['user']['id'])
    return as_json(links.describe(link), 201, {'Location': f'/api/links/{link["slug"]}',
                                               **NO_STORE})


def list_links(request):
    user = programs.require(request, 'links:read')['user']
    return as_json({'links': [links.describe(link, True)
                              for link in links.list_of(user['id'], None)]})


def show_link(request, slug):
    identity = programs.identify(request)
    if identity is not None:
        programs.check_scope(identity, 'links:read')
    return as_json(links.find_for(slug, identity and programs.actor(identity)))


def change_link(request, slug):
    user = programs.require(request, 'links:write')['user']
    return as_json(links.change(slug, user, request.read_json()))


def remove_link(request, slug):
    links.remove(slug, programs.actor(programs.require(request, 'links:write')))
    return nothing()


def follow(request, slug):
    target = links.follow(slug, is_robot(request))
    return 302, {'Location': target, 'Cache-Control': 'private, no-store'}, ''


def is_robot(request):
    headers = request.headers
    purposes = ' '.join(headers.get(name, '') for name in
                        ('Sec-Purpose', 'Purpose', 'X-Purpose', 'X-Moz'))
    agent = headers.get('User-Agent', '')
    words = 'bot|crawl|spider|preview|facebookexternalhit|embedly'
    return (request.command == 'HEAD' or not agent.startswith('Mozilla/')
            or re.search('prefetch|prerender|preview', purposes, re.I) is not None
            or re.search(words, agent, re.I) is not None)


def show_page(request, status=200, typed={}, problem=None):
    owner = Owner(request)
    text = pages.home(owner, links.list_of(*owner.of), typed, problem)
    return page(text, status, owner.headers)


def make_by_form(request):
    typed, owner = request.read_form(), Owner(request)
    owner.check(typed)
    try:
        links.make(pages.fields_of(typed), *owner.of)
    except HttpError as error:
        return show_page(request, error.status, typed, error.detail)
    return redirect('/')


def show_qr(request, slug):
    picture = pages.qr(f'{ORIGIN}/{links.find(slug)["slug"]}')
    return 200, {'Content-Type': 'image/svg+xml', 'X-Content-Type-Options': 'nosniff'}, picture


def show_style(request):
    return 200, {'Content-Type': 'text/css'}, 'body { max-width: 40rem; margin: 2rem auto }'


# Accounts


def make_user(request):
    user = users.describe(users.register(request.read_json()))
    return as_json(user, 201, {'Location': '/api/users/me', **NO_STORE})


def show_me(request):
    return as_json(users.describe(programs.require(request, 'account')['user']))


def rename_me(request):
    user = programs.require(request, 'account')['user']
    name = users.fields_of(request.read_json()).get('name')
    if not isinstance(name, str) or len(name) > 100:
        raise HttpError(422, 'A name has at most 100 characters')
    run('update users set name = ? where id = ?', name, user['id'])
    renamed = users.find(user['id'])
    if renamed is None:
        raise account_gone()
    return as_json(users.describe(renamed))


def check_own_password(request, name='password'):
    identity = programs.require(request, 'account')
    fields = users.fields_of(request.read_json())
    users.authenticate(request, {'email': identity['user']['email'],
                                 'password': fields.get(name)})
    return identity['user'], fields, identity.get('session')


def delete_me(request):
    user, _, _ = check_own_password(request)
    if users.keeping_an_admin('delete from users where id = ? returning id', user['id']) is None:
        raise account_gone()
    audit.write('account-deleted', user['id'], user['id'])
    return nothing(sessions.SIGNED_OUT)


def export_me(request):
    user = programs.require(request, 'account', 'links:read')['user']
    own = [links.describe(link, True) for link in links.list_of(user['id'], None, 10_000)]
    return as_json({'user': users.describe(user), 'links': own,
                    'sessions': sessions.listed(user['id']), 'keys': programs.keys_of(user['id']),
                    'events': audit.listed(user['id'])})


def change_password(request):
    user, fields, session = check_own_password(request, 'currentPassword')
    users.change_password(user['id'], users.check_password(fields.get('newPassword')), session)
    return nothing()


def begin_factor(request):
    return as_json(factor.begin(check_own_password(request)[0]), 201)


def enable_factor(request):
    user = programs.require(request, 'account')['user']
    code = users.fields_of(request.read_json()).get('code')
    return as_json({'recoveryCodes': factor.enable(user['id'], code)})


def disable_factor(request):
    user, fields, _ = check_own_password(request)
    factor.check(user['id'], fields.get('code'))
    factor.disable(user['id'])
    return nothing()


def ask_for_code(user):
    return as_json({'ticket': tokens.make_once('second-factor', user['id'])}, 202)


def sign_in(request):
    user = users.authenticate(request, request.read_json())
    return ask_for_code(user) if user['has_factor'] else start_session(request, user)


def start_session(request, user):
    return as_json({'user': users.describe(user)}, 201, sessions.start(request, user))


def sign_in_with_code(request):
    return start_session(request, factor.finish(request.read_json()))


def list_sessions(request):
    identity = programs.require(request, 'account')
    return as_json({'sessions': sessions.listed(identity['user']['id'], identity.get('session'))})


def sign_out(request):
    programs.require(request, 'account')
    sessions.end(request)
    return nothing(sessions.SIGNED_OUT)


def end_session(request, session):
    user = programs.require(request, 'account')['user']
    if run('delete from sessions where user = ? and id = ?', user['id'], session) == 0:
        raise HttpError(404, f'You have no session {session}')
    return nothing()


def make_key(request):
    return as_json(programs.make_key(programs.require(request, 'account'), request.read_json()),
                   201)


def list_keys(request):
    user = programs.require(request, 'account')['user']
    return as_json({'keys': programs.keys_of(user['id'])})


def revoke_key(request, key):
    programs.revoke_key(programs.require(request, 'account')['user']['id'], key)
    return nothing()


def make_tokens(request):
    user = users.authenticate(request, request.read_json())
    return ask_for_code(user) if user['has_factor'] else as_json(programs.sign_in(user), 201)


def make_tokens_with_code(request):
    return as_json(programs.sign_in(factor.finish(request.read_json())), 201)


def refresh_tokens(request):
    return as_json(programs.refresh(request.read_json()))


def revoke_tokens(request):
    programs.revoke(request.read_json())
    return nothing()


# Links in mails


def ask_for_reset(value):
    email = users.fields_of(value).get('email')
    if not isinstance(email, str):
        raise HttpError(422, 'Send an email address')
    buckets.take(f'reset of {email.lower()}', 5, 600)
    user = users.find_by_email(email.lower())
    if user is not None:
        mails.reset(user['email'], tokens.make_once('reset-password', user['id']))


def reset(value):
    fields = users.fields_of(value)
    password = users.check_password(fields.get('password'))
    user = tokens.use_once('reset-password', str(fields.get('token')))
    if user is None:
        raise HttpError(422, 'This link has been used, or is too old')
    users.change_password(user, password)
    users.confirm(user)


def confirm(value):
    user = tokens.use_once('confirm-email', str(users.fields_of(value).get('token')))
    if user is None:
        raise HttpError(422, 'This link has been used, or is too old')
    users.confirm(user)


def forgot_api(request):
    ask_for_reset(request.read_json())
    return as_json({'message': 'If there is an account, a mail is on its way'}, 202)


def reset_api(request):
    reset(request.read_json())
    return nothing()


def forgot_page(request):
    owner = Owner(request)
    return page(pages.forgot(owner), 200, owner.headers)


def forgot_form(request):
    typed = request.read_form()
    Owner(request).check(typed)
    ask_for_reset(typed)
    return page(pages.frame('Reset your password', '<p>A mail may be on its way.</p>'))


def link_page(show, act):
    def get(request):
        return page(show(request.query.get('token', '')))

    def post(request):
        typed = request.read_form()
        try:
            act(typed)
        except HttpError as error:
            return page(show(typed.get('token', ''), error.detail), error.status)
        return redirect('/login')
    return {'GET': get, 'POST': post}


# Signing in with a browser


def safe_path(value):
    return value if re.fullmatch(r'/(?![/\\])[!-~]*', value or '') else '/'


def show_login(request, status=200, typed=None, problem=None, headers={}):
    owner = Owner(request)
    typed = {**(typed or {}), 'next': safe_path((typed or request.query).get('next'))}
    return page(pages.login(owner, typed, problem), status, {**owner.headers, **headers})


def show_code(request, ticket, next_path, status=200, problem=None, headers={}):
    owner = Owner(request)
    return page(pages.code(owner, ticket, next_path, problem), status,
                {**owner.headers, **headers})


def enter(request, user, next_path='/'):
    if user['has_factor']:
        return show_code(request, tokens.make_once('second-factor', user['id']), next_path)
    return redirect(next_path, sessions.start(request, user))


def wait_of(error):
    return error.headers if error.status == 429 else {}


def by_form(find):
    def post(request):
        typed = request.read_form()
        Owner(request).check(typed)
        try:
            user = find(request, typed)
        except HttpError as error:
            return show_login(request, error.status, typed, error.detail, wait_of(error))
        return enter(request, user, safe_path(typed.get('next')))
    return post


def login_code(request):
    typed = request.read_form()
    Owner(request).check(typed)
    next_path = safe_path(typed.get('next'))
    try:
        user = factor.finish(typed)
    except HttpError as error:
        return show_code(request, typed.get('ticket', ''), next_path, error.status, error.detail,
                         wait_of(error))
    return redirect(next_path, sessions.start(request, user))


def logout(request):
    Owner(request).check(request.read_form())
    sessions.end(request)
    return redirect('/', sessions.SIGNED_OUT)


def begin_provider(request):
    owner = Owner(request)
    try:
        location = provider.begin(request, owner.browser)
    except (OSError, ValueError, KeyError):
        return show_login(request, 403, None, "The provider can't be reached")
    except HttpError as error:
        return show_login(request, error.status, None, error.detail)
    return redirect(location, {**owner.browser_headers, **NO_STORE})


def finish_provider(request):
    try:
        user = provider.finish(Owner(request).browser, request.query)
    except HttpError as error:
        return show_login(request, error.status, None, error.detail)
    return enter(request, user)


# Other applications


def authorize(request):
    wanted = oauth.Request(urlsplit(request.path).query)
    if wanted.error is not None:
        return redirect(wanted.back(error=wanted.error))
    owner = Owner(request)
    if owner.user is None:
        return redirect('/login?' + urlencode({'next': f'/oauth/authorize?{wanted.text}'}))
    parts = urlsplit(wanted.uri)
    return page(pages.consent(owner, wanted.name, wanted.text), 200,
                pages.headers(f'{parts.scheme}://{parts.netloc}'))


def consent(request):
    typed, owner = request.read_form(), Owner(request)
    owner.check(typed)
    wanted = oauth.Request(typed.get('request', ''))
    if wanted.error is not None:
        return redirect(wanted.back(error=wanted.error))
    if owner.user is None or typed.get('decision') != 'allow':
        return redirect(wanted.back(error='access_denied'))
    return redirect(wanted.back(code=wanted.code(owner.user['id'])))


def exchange(request):
    status, value = oauth.exchange(request.read_form())
    return as_json(value, status)


def user_info(request):
    user = programs.require(request, 'email')['user']
    return as_json({'sub': str(user['id']), 'email': user['email'],
                    'email_verified': user['confirmed_at'] is not None})


# Administration


def list_users(request):
    programs.require(request, 'admin')
    return as_json({'users': users.all_users()})


def change_user(request, user):
    admin = programs.require(request, 'admin')['user']
    fields = users.fields_of(request.read_json())
    role, disabled = fields.get('role'), fields.get('isDisabled')
    if role not in (None, 'user', 'admin') or disabled not in (None, True, False):
        raise HttpError(422, 'A role is user or admin, and isDisabled is true or false')
    changed = users.keeping_an_admin('''update users set role = coalesce(?, role), disabled_at =
        iif(coalesce(?, disabled_at is not null), coalesce(disabled_at, ?), null)
        where id = ? returning id''', role, disabled, now(), user)
    if changed is None:
        raise HttpError(404, f'There is no user {user}')
    audit.write('user-changed', admin['id'], changed['id'])
    row = first(f'select {users.COLUMNS} from users where id = ?', changed['id'])
    if row is None:
        raise HttpError(404, f'User {user} has left meanwhile')
    return as_json({**users.describe(row), 'isDisabled': row['disabled_at'] is not None})


def show_audit(request):
    programs.require(request, 'admin')
    return as_json({'events': audit.listed()})


def show_admin(request):
    identity = programs.identify(request)
    if identity is None:
        return redirect('/login?next=/admin')
    programs.check_scope(identity, 'admin')
    return page(pages.admin(users.all_users(), audit.listed()))


ME = r'/api/users/me'
routes = [
    (r'/', {'GET': show_page}),
    (r'/style\.css', {'GET': show_style}),
    (r'/links', {'POST': make_by_form, 'GET': lambda request: follow(request, 'links')}),
    (r'/links/([^/]+)/qr\.svg', {'GET': show_qr}),
    (r'/api/links', {'POST': make_link, 'GET': list_links}),
    (r'/api/links/([^/]+)', {'GET': show_link, 'PATCH': change_link, 'DELETE': remove_link}),
    (r'/api/users', {'POST': make_user}),
    (ME, {'GET': show_me, 'PATCH': rename_me, 'DELETE': delete_me}),
    (ME + '/password', {'PUT': change_password}),
    (ME + '/export', {'GET': export_me}),
    (ME + '/second-factor',
     {'POST': begin_factor, 'PUT': enable_factor, 'DELETE': disable_factor}),
    (r'/api/users/forgot', {'POST': forgot_api}),
    (r'/api/users/reset', {'POST': reset_api}),
    (r'/api/sessions', {'POST': sign_in, 'GET': list_sessions}),
    (r'/api/sessions/second-factor', {'POST': sign_in_with_code}),
    (r'/api/sessions/current', {'DELETE': sign_out}),
    (r'/api/sessions/([^/]+)', {'DELETE': end_session}),
    (r'/api/keys', {'POST': make_key, 'GET': list_keys}),
    (r'/api/keys/([^/]+)', {'DELETE': revoke_key}),
    (r'/api/tokens', {'POST': make_tokens}),
    (r'/api/tokens/second-factor', {'POST': make_tokens_with_code}),
    (r'/api/tokens/refresh', {'POST': refresh_tokens}),
    (r'/api/tokens/revoke', {'POST': revoke_tokens}),
    (r'/api/admin/users', {'GET': list_users}),
    (r'/api/admin/users/([^/]+)', {'PATCH': change_user}),
    (r'/api/admin/audit', {'GET': show_audit}),
    (r'/admin', {'GET': show_admin}),
    (r'/login', {'GET': show_login, 'POST': by_form(users.authenticate)}),
    (r'/login/code', {'POST': login_code}),
    (r'/login/forgot', {'GET': forgot_page, 'POST': forgot_form}),
    (r'/login/reset', link_page(pages.reset, reset)),
    (r'/login/confirm', link_page(pages.confirm, confirm)),
    (r'/signup', {'POST': by_form(lambda request, typed: users.register(typed))}),
    (r'/logout', {'POST': logout}),
    *([(r'/login/with', {'GET': begin_provider}),
       (r'/login/with/callback', {'GET': finish_provider})] if OIDC_ISSUER else []),
    (r'/oauth/authorize', {'GET': authorize, 'POST': consent}),
    (r'/oauth/token', {'POST': exchange}),
    (r'/oauth/userinfo', {'GET': user_info}),
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
            status, headers, body = self.explain(error)
        content = body.encode()
        self.send_response(status)
        length = {} if status == 204 else {'Content-Length': str(len(content))}
        for name, value in {**headers, **length}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(content)

    def explain(self, error):
        # A row that refers to a user who was deleted after the request had been let in.
        if isinstance(error, sqlite3.IntegrityError) and 'FOREIGN KEY' in str(error):
            gone = account_gone()
            return problem(gone.status, gone.detail, gone.headers)
        traceback.print_exc()
        return problem(500, 'Something went wrong on our side', {})

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    def log_request(self, *arguments):
        pass

    def dispatch(self):
        length = int(self.headers.get('Content-Length', 0))
        self.body = self.rfile.read(length)
        if len(self.body) < length:
            raise HttpError(400, 'The body broke off')
        if self.command not in ('GET', 'HEAD'):
            if IS_PUBLIC:
                buckets.take(f'changes {buckets.client_of(self)}', 60, 1)
            if not self.is_ours():
                raise HttpError(403, "This must be sent by one of this site's own pages")
        target = re.sub(r'^https?://[^/?]*', '', self.path, flags=re.I)
        path, _, query = target.partition('?')
        self.query = dict(parse_qsl(query, True))
        try:
            path = unquote_to_bytes(path).decode()
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
        raise HttpError(404, 'There is nothing here')

    def is_ours(self):
        site, origin = self.headers.get('Sec-Fetch-Site'), self.headers.get('Origin')
        if site is not None:
            return site in ('same-origin', 'none')
        return origin == ORIGIN if origin is not None else 'Cookie' not in self.headers

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
            value = json.loads(text)
            # Half of a surrogate pair can't be stored.
            json.dumps(value, ensure_ascii=False).encode()
            return value
        except ValueError:
            raise HttpError(400, 'The body is not JSON')

    def read_form(self):
        return dict(parse_qsl(self.read_text('application/x-www-form-urlencoded'), True))


def problem(status, detail, headers):
    body = json.dumps({'status': status, 'detail': detail})
    return status, {'Content-Type': 'application/problem+json', **headers}, body


class Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True


if __name__ == '__main__':
    Server(('127.0.0.1', PORT), Handler).serve_forever()
