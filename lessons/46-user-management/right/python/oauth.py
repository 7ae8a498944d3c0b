# Other applications let people sign in with their account here.

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import programs
import tokens
from database import Transaction, first, now, run
from errors import HttpError
from provider import challenge_of


class Request:
    def __init__(self, text):
        pairs = parse_qsl(text, True)
        query = dict(pairs)
        if len(query) < len(pairs):
            raise HttpError(400, 'A parameter appears twice')
        self.text = text
        self.client, self.uri = query.get('client_id', ''), query.get('redirect_uri', '')
        self.state, self.challenge = query.get('state'), query.get('code_challenge', '')
        row = first('select name, redirect_uris from oauth_clients where id = ?', self.client)
        if row is None or not self.uri or self.uri not in row['redirect_uris'].split('\n'):
            raise HttpError(400, "This application isn't known here, or not at this address")
        self.name, self.error = row['name'], None
        has_challenge = re.fullmatch(r'[\w-]{43}', self.challenge, re.A)
        if query.get('response_type') != 'code':
            self.error = 'unsupported_response_type'
        elif query.get('scope') != 'email':
            self.error = 'invalid_scope'
        elif not has_challenge or query.get('code_challenge_method') != 'S256':
            self.error = 'invalid_request'

    def back(self, **parameters):
        if self.state:
            parameters['state'] = self.state
        parts = urlsplit(self.uri)
        query = urlencode(parse_qsl(parts.query, True) + list(parameters.items()))
        return urlunsplit(parts._replace(query=query))

    def code(self, user):
        code, time = tokens.make('gwc_'), now()
        run('delete from oauth_codes where expires_at < ?', time - 3_600_000)
        run('''insert into oauth_codes
            (code_hash, client, redirect_uri, challenge, user, expires_at)
            values (?, ?, ?, ?, ?, ?)''',
            tokens.hash_of(code), self.client, self.uri, self.challenge, user, time + 60_000)
        return code


def exchange(form):
    if form.get('grant_type') != 'authorization_code':
        return 400, {'error': 'unsupported_grant_type'}
    code = tokens.hash_of(form.get('code', ''))
    with Transaction():
        row = first('''select user, family, expires_at from oauth_codes where code_hash = ?
            and client = ? and redirect_uri = ? and challenge = ?''', code,
                    form.get('client_id', ''), form.get('redirect_uri', ''),
                    challenge_of(form.get('code_verifier', '')))
        if row is not None and row['family'] is not None:
            run('delete from token_families where id = ?', row['family'])
        if row is None or row['family'] is not None or row['expires_at'] <= now():
            return 400, {'error': 'invalid_grant'}
        family = programs.start_family(row['user'])
        run('update oauth_codes set family = ? where code_hash = ?', family, code)
    user = programs.user_of_family(family)
    if user is None:
        return 400, {'error': 'invalid_grant'}
    return 200, {'access_token': programs.issue(user, family, ['email']), 'token_type': 'Bearer',
                 'expires_in': 900, 'scope': 'email'}
