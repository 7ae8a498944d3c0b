# Random tokens, and those that work once.

import hashlib
import secrets

from database import first, now, run

LIMITS = {'reset-password': 30 * 60_000, 'confirm-email': 86_400_000, 'second-factor': 600_000}


def make(prefix=''):
    return prefix + secrets.token_urlsafe(32)


def hash_of(text):
    return hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()


def make_once(purpose, user):
    token, time = make('gwo_'), now()
    run('delete from one_time_tokens where expires_at <= ?', time)
    run('insert into one_time_tokens (token_hash, purpose, user, expires_at) values (?, ?, ?, ?)',
        hash_of(token), purpose, user, time + LIMITS[purpose])
    return token


def find_once(purpose, token):
    row = first('''select user from one_time_tokens
        where token_hash = ? and purpose = ? and expires_at > ?''', hash_of(token), purpose, now())
    return row and row['user']


def use_once(purpose, token):
    row = first('''delete from one_time_tokens where token_hash = ? and purpose = ?
        and expires_at > ? returning user''', hash_of(token), purpose, now())
    if row is None:
        return None
    run('delete from one_time_tokens where user = ? and purpose = ?', row['user'], purpose)
    return row['user']
