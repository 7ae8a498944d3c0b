# JSON Web Tokens, signed with HS256.

import base64
import hashlib
import hmac
import json
import time


class JwtError(Exception):
    pass


def encode(data):
    return base64.urlsafe_b64encode(data).decode().rstrip('=')


def decode(part):
    try:
        data = base64.b64decode(part + '=' * (-len(part) % 4), b'-_', validate=True)
    except ValueError:
        raise JwtError('Not base64url')
    if encode(data) != part:
        raise JwtError('Not base64url')
    return data


def mac(key, signed):
    return hmac.new(key, signed.encode(), hashlib.sha256).digest()


def sign(key, header, claims):
    parts = [json.dumps(part).encode() for part in ({**header, 'alg': 'HS256'}, claims)]
    signed = '.'.join(encode(part) for part in parts)
    return f'{signed}.{encode(mac(key, signed))}'


def once(pairs):
    if len({name for name, _ in pairs}) < len(pairs):
        raise JwtError('A member appears twice')
    return dict(pairs)


def read(data):
    try:
        value = json.loads(data.decode(), object_pairs_hook=once)
    except ValueError:
        raise JwtError('Not JSON')
    if not isinstance(value, dict):
        raise JwtError('Not an object')
    return value


def open_token(key, token):
    parts = token.split('.')
    if len(token) > 8_192 or len(parts) != 3:
        raise JwtError('Not three parts')
    header = read(decode(parts[0]))
    if header.get('alg') != 'HS256' or 'crit' in header:
        raise JwtError('Not HS256')
    if not hmac.compare_digest(mac(key, f'{parts[0]}.{parts[1]}'), decode(parts[2])):
        raise JwtError('Not signed with this key')
    return header, read(decode(parts[1]))


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def check(claims, issuer, audience):
    now = time.time()
    audiences = claims.get('aud')
    if claims.get('iss') != issuer:
        raise JwtError('Another issuer')
    if audience not in (audiences if isinstance(audiences, list) else [audiences]):
        raise JwtError('For others')
    if not isinstance(claims.get('sub'), str) or claims['sub'] == '':
        raise JwtError('No subject')
    if not is_number(claims.get('exp')) or now >= claims['exp']:
        raise JwtError('Expired')
    for start in (claims.get('iat'), claims.get('nbf', claims.get('iat'))):
        if not is_number(start) or start > now + 60:
            raise JwtError('Not valid yet')
