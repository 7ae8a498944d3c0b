# The SQL of links. One connection for all threads, each statement in a transaction of its own.

import os
import sqlite3
import threading
import time

COLUMNS = 'slug, target, visit_limit, note, owner, clicks, robots'
STEPS = [
    '''create table links (
      id integer primary key, slug text not null unique, target text not null,
      created_at integer not null
    ) strict''',
    '''alter table links add column clicks integer not null default 0;
    alter table links add column robots integer not null default 0;
    alter table links add column visit_limit integer''',
    '''alter table links add column note text not null default '';
    alter table links add column owner text;
    create index links_by_owner on links (owner, id)''',
]

lock = threading.Lock()
database = sqlite3.connect(os.environ.get('DATABASE') or 'data.db', timeout=5,
                           isolation_level=None, check_same_thread=False)
database.row_factory = sqlite3.Row
database.execute('pragma journal_mode = wal')
database.execute('pragma synchronous = full')

database.execute('begin immediate')
done = database.execute('pragma user_version').fetchone()[0]
if done > len(STEPS):
    raise SystemExit('A newer version of this program has changed the database')
for step in STEPS[done:]:
    for statement in step.split(';'):
        database.execute(statement)
database.execute(f'pragma user_version = {len(STEPS)}')
database.execute('commit')


def rows(sql, *values):
    with lock:
        return [dict(row) for row in database.execute(sql, values).fetchall()]


def first(sql, *values):
    return next(iter(rows(sql, *values)), None)


def add(slug, target, visit_limit, note, owner):
    return first(f'''insert into links (slug, target, visit_limit, note, owner, created_at)
        values (?, ?, ?, ?, ?, ?) on conflict (slug) do nothing returning {COLUMNS}''',
                 slug, target, visit_limit, note, owner, int(time.time() * 1000))


def find(slug):
    return first(f'select {COLUMNS} from links where slug = ?', slug)


def list_of(owner):
    return rows(f'select {COLUMNS} from links where owner = ? order by id desc limit 50', owner)


def count_click(slug):
    return first('''update links set clicks = clicks + 1
        where slug = ? and (visit_limit is null or clicks < visit_limit) returning target''', slug)


def count_robot(slug):
    return first('''update links set robots = robots + 1 where slug = ?
        returning iif(visit_limit is null, target, null) as target''', slug)
