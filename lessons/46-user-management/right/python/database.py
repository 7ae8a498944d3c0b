# One connection for all threads. Each statement is a transaction of its own, or part of one.

import sqlite3
import threading
import time

from settings import DATABASE

OF_USER = 'user integer not null references users (id) on delete cascade'
STEPS = [
    '''create table links (
      id integer primary key, slug text not null unique, target text not null,
      created_at integer not null, clicks integer not null default 0,
      robots integer not null default 0, visit_limit integer, note text not null default '',
      owner text
    ) strict;
    create index links_by_owner on links (owner, id)''',
    '''create table users (
      id integer primary key autoincrement, email text not null unique,
      password_hash text not null, created_at integer not null
    ) strict''',
    f'''create table sessions (
      id integer primary key autoincrement, token_hash text not null unique, {OF_USER},
      agent text not null, created_at integer not null, seen_at integer not null,
      expires_at integer not null
    ) strict;
    create index sessions_by_user on sessions (user)''',
    '''alter table links add column user integer references users (id) on delete cascade;
    create index links_by_user on links (user, id)''',
    f'''create table api_keys (
      id integer primary key autoincrement, {OF_USER}, name text not null,
      key_hash text not null unique, scopes text not null, created_at integer not null,
      expires_at integer
    ) strict''',
    f'''create table token_families (
      id integer primary key autoincrement, {OF_USER}, created_at integer not null,
      expires_at integer not null
    ) strict;
    create table refresh_tokens (
      token_hash text primary key,
      family integer not null references token_families (id) on delete cascade, used_at integer
    ) strict;
    create index refresh_tokens_by_family on refresh_tokens (family)''',
    '''alter table users add column role text not null default 'user'
      check (role in ('user', 'admin'));
    alter table users add column disabled_at integer''',
    f'''create table buckets (
      key text primary key, tokens real not null, updated_at integer not null
    ) strict;
    create table known_clients ({OF_USER}, client text not null, primary key (user, client))''',
    f'''create table one_time_tokens (
      token_hash text primary key, purpose text not null, {OF_USER}, expires_at integer not null
    ) strict;
    alter table users add column confirmed_at integer''',
    '''create table second_factors (
      user integer primary key references users (id) on delete cascade, secret text not null,
      enabled_at integer, last_step integer not null default 0
    ) strict;
    create table recovery_codes (
      user integer not null references second_factors (user) on delete cascade,
      code_hash text not null, primary key (user, code_hash)
    ) strict''',
    f'''create table provider_accounts (
      issuer text not null, subject text not null, {OF_USER}, primary key (issuer, subject)
    ) strict;
    create table provider_sign_ins (
      state_hash text primary key, browser text not null, nonce text not null,
      verifier text not null, expires_at integer not null
    ) strict;
    create table oauth_clients (
      id text primary key, name text not null, redirect_uris text not null,
      created_at integer not null
    ) strict;
    create table oauth_codes (
      code_hash text primary key, client text not null references oauth_clients (id)
      on delete cascade, redirect_uri text not null, challenge text not null, {OF_USER},
      expires_at integer not null, family integer
    ) strict''',
    '''alter table users add column name text not null default '';
    create table audit_events (
      id integer primary key, at integer not null, actor integer, action text not null,
      user integer
    ) strict''',
]
ONLY_ADMIN = '''old.role = 'admin' and old.disabled_at is null and not exists (select 1 from users
    where role = 'admin' and disabled_at is null and id <> old.id)'''
TRIGGERS = [
    *[f'''create trigger if not exists audit_{word} before {word} on audit_events begin
        select raise(abort, 'audit events stay'); end''' for word in ('update', 'delete')],
    '''create trigger if not exists audit_insert before insert on audit_events
        when exists (select 1 from audit_events where id = new.id) begin
        select raise(abort, 'audit events stay'); end''',
    f'''create trigger if not exists admin_stays before update of role, disabled_at on users
        when {ONLY_ADMIN} and (new.role <> 'admin' or new.disabled_at is not null) begin
        select raise(abort, 'last administrator'); end''',
    f'''create trigger if not exists admin_remains before delete on users when {ONLY_ADMIN} begin
        select raise(abort, 'last administrator'); end''',
]

lock = threading.RLock()
connection = sqlite3.connect(DATABASE, timeout=5, isolation_level=None, check_same_thread=False)
connection.row_factory = sqlite3.Row
for pragma in ('journal_mode = wal', 'synchronous = full', 'foreign_keys = on'):
    connection.execute(f'pragma {pragma}')


class Transaction:
    def __enter__(self):
        lock.acquire()
        connection.execute('begin immediate')

    def __exit__(self, kind, *_):
        connection.execute('commit' if kind is None else 'rollback')
        lock.release()


def rows(sql, *values):
    with lock:
        return [dict(row) for row in connection.execute(sql, values).fetchall()]


def first(sql, *values):
    return next(iter(rows(sql, *values)), None)


def run(sql, *values):
    with lock:
        return connection.execute(sql, values).rowcount


def now():
    return int(time.time() * 1_000)


with Transaction():
    done = first('pragma user_version')['user_version']
    if done > len(STEPS):
        raise SystemExit('A newer version of this program has changed the database')
    for step in STEPS[done:]:
        for statement in step.split(';'):
            run(statement)
    for trigger in TRIGGERS:
        run(trigger)
    run(f'pragma user_version = {len(STEPS)}')
