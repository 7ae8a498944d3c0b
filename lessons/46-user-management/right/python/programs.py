# Programs: who they act for, and the keys and tokens that they have.

import base64
import re
import secrets
import time

import audit
import jwt
import sessions
import tokens
import users
from database import Transaction, first, now, rows, run
from errors import HttpError, unauthorized
from settings import IS_PUBLIC, IS_SECURE, JWT_SECRET, ORIGIN

SCOPES = ('links:read', 'links:write', 'account', 'admin', 'email')


def identify(request):
    header = request.headers.get('Authorization')
    if header is None:
        user = sessions.find(request)
        return user and {'user': user, 'scopes': SCOPES, 'by': 'session',
                         'session': user['session']}
    if IS_PUBLIC and not IS_SECURE:
        raise HttpError(403, 'Send this over https only')
    bearer = re.fullmatch(r'Bearer +(\S+)', header, re.I)
    if bearer is None:
        user = users.authenticate(request, parse_basic(header))
        if user['has_factor']:
            raise unauthorized('This account has a second factor: use a key')
        return {'user': user, 'scopes': SCOPES, 'by': 'basic'}
    token = bearer[1]
    found = find_key(token) if token.startswith('gw_') else find_access(token)
    if found is None:
        raise unauthorized('This is unknown, or no longer valid')
    return {'user': found, 'scopes': found['scopes'].split(' '),
            'by': 'key' if token.startswith('gw_') else 'token'}


def require(request, *scopes):
    identity = identify(request)
    if identity is None:
        raise unauthorized('Sign in first')
    for scope in scopes:
        check_scope(identity, scope)
    return identity


# A key of an administrator needs the scope admin, too, for links of others.
def actor(identity):
    user = identity['user']
    return user if 'admin' in identity['scopes'] else {**user, 'role': 'user'}


def check_scope(identity, scope):
    if scope not in identity['scopes']:
        raise HttpError(403, f'This needs the scope {scope}')
    if scope == 'admin' and identity['user']['role'] != 'admin':
        raise HttpError(403, 'Only an administrator may do this')


def parse_basic(header):
    match = re.fullmatch(r'Basic +([A-Za-z0-9+/]+={0,2})', header, re.I)
    try:
        data = base64.b64decode(match[1], validate=True)
        name, colon, password = data.decode().partition(':')
    except (TypeError, ValueError):
        raise unauthorized("These credentials can't be read")
    is_exact = base64.b64encode(data).decode() == match[1]
    if not is_exact or not colon or re.search(r'[\x00-\x1f\x7f]', name + password):
        raise unauthorized("These credentials can't be read")
    return {'email': name, 'password': password}


def find_key(text):
    return first(f'''select scopes, {users.COLUMNS} from api_keys
        join users on users.id = api_keys.user where key_hash = ?
        and (expires_at is null or expires_at > ?) and disabled_at is null''',
                 tokens.hash_of(text), now())


def describe_key(row):
    return {'id': row['id'], 'name': row['name'], 'scopes': row['scopes'].split(' '),
            'createdAt': row['created_at'], 'expiresAt': row['expires_at']}


def keys_of(user):
    return [describe_key(row) for row in
            rows('select * from api_keys where user = ? order by id desc', user)]


def make_key(identity, value):
    fields = users.fields_of(value)
    name, scopes, days = (fields.get(word) for word in ('name', 'scopes', 'days'))
    if identity['by'] == 'key':
        raise HttpError(403, "A key can't make keys")
    if not isinstance(name, str) or not 1 <= len(name) <= 100:
        raise HttpError(422, 'A key has a name')
    if not isinstance(scopes, list) or not scopes or any(scope not in SCOPES for scope in scopes):
        raise HttpError(422, f'Scopes are some of {", ".join(SCOPES)}')
    if days is not None and not (type(days) is int and 1 <= days <= 3_650):
        raise HttpError(422, 'A key ends after 1 to 3650 days, or never')
    user = identity['user']
    if 'admin' in scopes and user['role'] != 'admin':
        raise HttpError(403, 'Only administrators have the scope admin')
    key, ends = tokens.make('gw_'), days and now() + days * 86_400_000
    row = first('''insert into api_keys (user, name, key_hash, scopes, created_at, expires_at)
        values (?, ?, ?, ?, ?, ?) returning *''', user['id'], name, tokens.hash_of(key),
                ' '.join(scope for scope in SCOPES if scope in scopes), now(), ends)
    audit.write('key-made', user['id'], user['id'])
    return {**describe_key(row), 'key': key}


def revoke_key(user, key):
    if run('delete from api_keys where user = ? and id = ?', user, key) == 0:
        raise HttpError(404, f'You have no key {key}')
    audit.write('key-revoked', user, user)


def user_of_family(family):
    return first(f'''select {users.COLUMNS} from token_families
        join users on users.id = token_families.user
        where token_families.id = ? and expires_at > ? and disabled_at is null''', family, now())


def find_access(token):
    try:
        header, claims = jwt.open_token(JWT_SECRET, token)
        jwt.check(claims, ORIGIN, ORIGIN)
    except jwt.JwtError:
        return None
    user = user_of_family(claims.get('sid')) if header.get('typ') == 'at+jwt' else None
    if user is None or str(user['id']) != claims['sub']:
        return None
    return {**user, 'scopes': claims.get('scope', '')}


def issue(user, family, scopes=SCOPES):
    time_now = int(time.time())
    return jwt.sign(JWT_SECRET, {'typ': 'at+jwt'}, {
        'iss': ORIGIN, 'aud': ORIGIN, 'sub': str(user['id']), 'jti': secrets.token_hex(16),
        'iat': time_now, 'exp': time_now + 900, 'sid': str(family), 'scope': ' '.join(scopes),
    })


def start_family(user):
    time_now = now()
    return first('''insert into token_families (user, created_at, expires_at)
        values (?, ?, ?) returning id''', user, time_now, time_now + 60 * 86_400_000)['id']


def pair(user, family):
    refresh = tokens.make('gwr_')
    run('insert into refresh_tokens (token_hash, family) values (?, ?)', tokens.hash_of(refresh),
        family)
    return {'accessToken': issue(user, family), 'tokenType': 'Bearer', 'expiresIn': 900,
            'refreshToken': refresh}


def sign_in(user):
    audit.write('signed-in', user['id'], user['id'])
    with Transaction():
        return pair(user, start_family(user['id']))


def refresh(value):
    text = tokens.hash_of(str(users.fields_of(value).get('refreshToken')))
    with Transaction():
        used = first('''update refresh_tokens set used_at = ?1 where token_hash = ?2
            and used_at is null and family in (select id from token_families where expires_at > ?1)
            returning family''', now(), text)
        user = used and user_of_family(used['family'])
        if user is not None:
            return pair(user, used['family'])
        run('''delete from token_families where id = (select family from refresh_tokens
            where token_hash = ? and used_at is not null)''', text)
    raise unauthorized('This refresh token is no longer valid')


def revoke(value):
    run('''delete from token_families where id = (select family from refresh_tokens
        where token_hash = ?)''', tokens.hash_of(str(users.fields_of(value).get('refreshToken'))))
