# The second factor: codes of an app, and recovery codes.

import base64
import hashlib
import hmac
import re
import secrets
import time
from urllib.parse import quote

import audit
import buckets
import tokens
import users
from database import Transaction, first, now, run
from errors import HttpError, unauthorized
from settings import HOST


def code_of(secret, step):
    mac = hmac.new(base64.b32decode(secret), step.to_bytes(8, 'big'), hashlib.sha1).digest()
    offset = mac[-1] & 15
    number = int.from_bytes(mac[offset:offset + 4], 'big') & 0x7fff_ffff
    return f'{number % 1_000_000:06}'


def begin(user):
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    row = first('''insert into second_factors (user, secret) values (?, ?)
        on conflict (user) do update set secret = excluded.secret where enabled_at is null
        returning user''', user['id'], secret)
    if row is None:
        raise HttpError(409, 'The second factor is on already')
    site, account = quote(HOST), quote(user['email'], safe='')
    return {'secret': secret, 'uri': f'otpauth://totp/{site}:{account}?secret={secret}'
                                     f'&issuer={site}'}


def use_app_code(user, code, is_pending):
    row = first('''select secret, last_step from second_factors
        where user = ? and (enabled_at is null) = ?''', user, is_pending)
    current = int(time.time()) // 30
    step = next((step for step in (current - 1, current, current + 1) if row is not None
                 and step > row['last_step']
                 and hmac.compare_digest(code_of(row['secret'], step).encode(), code.encode())),
                None)
    return step is not None and run('''update second_factors
        set last_step = ?1, enabled_at = coalesce(enabled_at, ?2)
        where user = ?3 and last_step < ?1''', step, now(), user) > 0


def normalize(code):
    return re.sub(r'[\s-]', '', code[:50]).lower()


def enable(user, code):
    buckets.take(f'first codes of {user}', 5, 300)
    with Transaction():
        if not isinstance(code, str) or not use_app_code(user, normalize(code), True):
            raise HttpError(422, "This isn't the code of this moment")
        codes = [base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(10)]
        for each in codes:
            run('insert into recovery_codes (user, code_hash) values (?, ?)', user,
                tokens.hash_of(each))
    audit.write('second-factor-on', user, user)
    return codes


def check(user, code):
    if not isinstance(code, str):
        raise HttpError(422, 'Send a code')
    buckets.take(f'codes of {user}', 5, 300)
    typed = normalize(code)
    if not use_app_code(user, typed, False) and run(
            'delete from recovery_codes where user = ? and code_hash = ?', user,
            tokens.hash_of(typed)) == 0:
        raise unauthorized("This code isn't right, or was used")
    buckets.fill(f'codes of {user}')


def disable(user):
    run('delete from second_factors where user = ?', user)
    audit.write('second-factor-off', user, user)


def finish(value):
    fields = users.fields_of(value)
    ticket = str(fields.get('ticket'))
    user = tokens.find_once('second-factor', ticket)
    if user is None:
        raise unauthorized('This sign-in has taken too long: begin again')
    check(user, fields.get('code'))
    found = users.find(user)
    if found is None or tokens.use_once('second-factor', ticket) != user:
        raise unauthorized('This sign-in has ended: begin again')
    return found
