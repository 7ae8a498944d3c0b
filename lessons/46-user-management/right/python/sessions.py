# Sessions of browsers, their cookies, and the owners of links and forms.

import hashlib
import hmac
import re

import audit
import tokens
import users
from database import first, now, rows, run
from errors import NO_STORE, HttpError
from settings import IS_SECURE

DAY = 86_400_000
IDLE = 14 * DAY
PREFIX = '__Host-' if IS_SECURE else ''
FLAGS = 'Path=/; HttpOnly; SameSite=Lax' + '; Secure' * IS_SECURE


def cookie(request, name):
    pairs = [pair.strip().partition('=') for pair in request.headers.get('Cookie', '').split(';')]
    return next((value for key, _, value in pairs if key == PREFIX + name), '')


def find(request):
    time, token = now(), cookie(request, 'session')
    row = first(f'''select sessions.id as session, seen_at, {users.COLUMNS}
        from sessions join users on users.id = sessions.user
        where token_hash = ? and expires_at > ? and seen_at > ? and disabled_at is null''',
                tokens.hash_of(token), time, time - IDLE)
    if row is not None and row['seen_at'] < time - 300_000:
        run('update sessions set seen_at = ? where id = ?', time, row['session'])
    return row


def start(request, user):
    end(request)
    time, token = now(), tokens.make()
    agent = request.headers.get('User-Agent', '')[:100]
    run('''insert into sessions (token_hash, user, agent, created_at, seen_at, expires_at)
        values (?, ?, ?, ?, ?, ?)''', tokens.hash_of(token), user['id'], agent, time, time,
        time + 90 * DAY)
    audit.write('signed-in', user['id'], user['id'])
    return {'Set-Cookie': f'{PREFIX}session={token}; Max-Age=7776000; {FLAGS}', **NO_STORE}


def end(request):
    run('delete from sessions where token_hash = ?', tokens.hash_of(cookie(request, 'session')))


SIGNED_OUT = {'Set-Cookie': f'{PREFIX}session=; Max-Age=0; {FLAGS}', **NO_STORE}


def listed(user, current=None):
    time = now()
    return [{'id': row['id'], 'agent': row['agent'], 'createdAt': row['created_at'],
             'seenAt': row['seen_at'], 'isCurrent': row['id'] == current}
            for row in rows('''select * from sessions where user = ? and expires_at > ?
                and seen_at > ? order by seen_at desc''', user, time, time - IDLE)]


class Owner:
    """Who looks at a page: a user, or a browser with the owner's cookie."""

    def __init__(self, request):
        known = cookie(request, 'owner')
        value = known if re.fullmatch(r'[\w-]{43}', known, re.A) else tokens.make()
        cookies = {'Set-Cookie': f'{PREFIX}owner={value}; Max-Age=31536000; {FLAGS}'}
        self.browser = hash_of(f'owner {value}')
        self.browser_headers = {} if value == known else cookies
        self.user = find(request)
        secret = cookie(request, 'session') if self.user else value
        self.form_token = hash_of(f'form {secret}')
        self.headers = {} if self.user else self.browser_headers
        self.of = (self.user['id'], None) if self.user else (None, self.browser)

    def check(self, typed):
        if not hmac.compare_digest(typed.get('token', '').encode(), self.form_token.encode()):
            raise HttpError(403, 'This form is from another browser: reload the page')


def hash_of(text):
    return hashlib.sha256(text.encode()).hexdigest()
