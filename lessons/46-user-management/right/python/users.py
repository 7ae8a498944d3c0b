# Accounts: who has one, how it's made, and whose password it is.

import re
import sqlite3

import audit
import buckets
import mails
import passwords
import tokens
from database import first, now, rows, run
from errors import HttpError, account_gone, unauthorized

COLUMNS = '''users.id, users.email, users.name, users.role, users.confirmed_at,
    users.disabled_at, exists (select 1 from second_factors
      where user = users.id and enabled_at is not null) as has_factor'''
EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9.-]+", re.I | re.A)


def describe(row):
    return {
        'id': row['id'], 'email': row['email'], 'name': row['name'], 'role': row['role'],
        'isConfirmed': row['confirmed_at'] is not None, 'hasSecondFactor': row['has_factor'] == 1,
    }


def find(user):
    return first(f'select {COLUMNS} from users where id = ? and disabled_at is null', user)


def find_by_email(email):
    return first(f'''select {COLUMNS}, password_hash from users
        where email = ? and disabled_at is null''', email)


def all_users():
    return [{**describe(row), 'isDisabled': row['disabled_at'] is not None}
            for row in rows(f'select {COLUMNS} from users order by id desc limit 100')]


def fields_of(value):
    return value if isinstance(value, dict) else {}


def check_email(value):
    if isinstance(value, str) and len(value) <= 254 and EMAIL.fullmatch(value):
        return value.lower()
    raise HttpError(422, 'An email address has the form ann@example.org')


def is_short(password):
    return len(password.encode('utf-8', 'surrogatepass')) <= 1_024


def check_password(value):
    if isinstance(value, str) and len(value) >= 8 and is_short(value):
        return value
    raise HttpError(422, 'A password has at least 8 characters and at most 1024 bytes')


def add(email, password):
    row = first(f'''insert into users (email, password_hash, created_at) values (?, ?, ?)
        on conflict (email) do nothing returning id''', email, passwords.hash_password(password),
                now())
    if row is None:
        raise HttpError(409, 'There is an account with this address')
    audit.write('user-made', row['id'], row['id'])
    return find(row['id'])


def register(value):
    fields = fields_of(value)
    user = add(check_email(fields.get('email')), check_password(fields.get('password')))
    mails.confirm(user['email'], tokens.make_once('confirm-email', user['id']))
    return user


def authenticate(request, value):
    email, password = (fields_of(value).get(name) for name in ('email', 'password'))
    if not isinstance(email, str) or not isinstance(password, str):
        raise HttpError(422, 'Send an email address and a password')
    email, client = email.lower(), buckets.client_of(request)
    user = find_by_email(email)
    known = user and first('select 1 from known_clients where user = ? and client = ?', user['id'],
                           tokens.hash_of(client))
    own = f'sign-in from {client}: {email}'
    buckets.take(own if known else f'sign-in of strangers: {email}', 10, 60)
    stored = user['password_hash'] if user else passwords.NOBODY
    is_right = is_short(password) and passwords.verify(password, stored)
    # Meanwhile, the account may have been deleted or disabled.
    user = user and find(user['id'])
    if is_right and user:
        run('insert into known_clients (user, client) values (?, ?) on conflict do nothing',
            user['id'], tokens.hash_of(client))
        buckets.fill(own)
        return user
    audit.write('sign-in-refused', None, user and user['id'])
    raise unauthorized('This email address and this password do not belong together')


def change_password(user, password, session=None):
    hashed = passwords.hash_password(password)
    if run('update users set password_hash = ? where id = ?', hashed, user) == 0:
        raise account_gone()
    run('delete from sessions where user = ? and id is not ?', user, session)
    run('delete from token_families where user = ?', user)
    run("delete from one_time_tokens where user = ? and purpose = 'second-factor'", user)
    audit.write('password-changed', user, user)


def confirm(user):
    run('update users set confirmed_at = coalesce(confirmed_at, ?) where id = ?', now(), user)


def keeping_an_admin(sql, *values):
    try:
        return first(sql, *values)
    except sqlite3.IntegrityError as error:
        if 'last administrator' not in str(error):
            raise
        raise HttpError(409, 'This is the last administrator')
