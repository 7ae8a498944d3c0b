# Sign-in with another provider.

import base64
import hashlib
import json
import urllib.request
from urllib.parse import quote, urlencode

import buckets
import jwt
import tokens
import users
from database import first, now, run
from errors import HttpError
from settings import OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_ISSUER, ORIGIN

REDIRECT = f'{ORIGIN}/login/with/callback'


def challenge_of(verifier):
    digest = hashlib.sha256(verifier.encode('utf-8', 'surrogatepass')).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip('=')


def fetch(url, data=None, headers={}):
    request = urllib.request.Request(url, data, headers)
    with urllib.request.urlopen(request, timeout=5) as response:
        value = json.load(response)
    if not isinstance(value, dict):
        raise ValueError('Not an object')
    return value


def endpoints():
    document = fetch(f'{OIDC_ISSUER.rstrip("/")}/.well-known/openid-configuration')
    if document.get('issuer') != OIDC_ISSUER:
        raise ValueError('Another issuer')
    return document


def begin(request, browser):
    buckets.take(f'sign-ins with a provider from {buckets.client_of(request)}', 30, 20)
    state, nonce, verifier = (tokens.make() for _ in range(3))
    url = endpoints()['authorization_endpoint']
    run('delete from provider_sign_ins where expires_at <= ?', now())
    run('insert into provider_sign_ins values (?, ?, ?, ?, ?)', tokens.hash_of(state), browser,
        nonce, verifier, now() + 600_000)
    return f'{url}{"&" if "?" in url else "?"}' + urlencode({
        'response_type': 'code', 'client_id': OIDC_CLIENT_ID, 'redirect_uri': REDIRECT,
        'scope': 'openid email', 'state': state, 'nonce': nonce,
        'code_challenge': challenge_of(verifier), 'code_challenge_method': 'S256'})


def finish(browser, query):
    start = first('''delete from provider_sign_ins where state_hash = ? and browser = ?
        and expires_at > ? returning nonce, verifier''', tokens.hash_of(query.get('state', '')),
                  browser, now())
    if start is None or 'code' not in query:
        raise HttpError(403, 'The provider has not signed you in: begin again')
    credentials = f'{quote(OIDC_CLIENT_ID, safe="")}:{quote(OIDC_CLIENT_SECRET, safe="")}'
    try:
        response = fetch(endpoints()['token_endpoint'], urlencode({
            'grant_type': 'authorization_code', 'code': query['code'], 'redirect_uri': REDIRECT,
            'code_verifier': start['verifier']}).encode(),
            {'Authorization': 'Basic ' + base64.b64encode(credentials.encode()).decode()})
        _, claims = jwt.open_token(OIDC_CLIENT_SECRET.encode(), str(response.get('id_token')))
        jwt.check(claims, OIDC_ISSUER, OIDC_CLIENT_ID)
        if claims.get('nonce') != start['nonce']:
            raise jwt.JwtError('Another sign-in')
    except (OSError, ValueError, KeyError, jwt.JwtError) as error:
        print(f"The provider's response can't be used: {error}")
        raise HttpError(403, "The provider's response can't be used")
    return find_or_make(claims)


def find_or_make(claims):
    row = first('select user from provider_accounts where issuer = ? and subject = ?', OIDC_ISSUER,
                claims['sub'])
    if row is not None:
        user = users.find(row['user'])
        if user is None:
            raise HttpError(403, 'This account is disabled')
        return user
    if claims.get('email_verified') is not True:
        raise HttpError(403, 'The provider has not verified your address')
    user = users.add(users.check_email(claims.get('email')), tokens.make())
    users.confirm(user['id'])
    run('insert into provider_accounts values (?, ?, ?)', OIDC_ISSUER, claims['sub'], user['id'])
    return user
