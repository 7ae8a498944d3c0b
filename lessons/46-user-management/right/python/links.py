# What a link can be, whose it is, and what happens to someone who follows it.

import re
import secrets

import targets
from database import first, now, rows, run
from errors import HttpError
from settings import ORIGIN
from users import fields_of

COLUMNS = 'slug, target, visit_limit, note, user, owner, clicks, robots'
ALPHABET = '23456789bcdfghjkmnpqrstvwxyz'
RESERVED = {'admin', 'api', 'health', 'links', 'login', 'static'}


def make(value, user=None, owner=None):
    fields = fields_of(value)
    terms = (targets.check(fields.get('target'), ORIGIN), check_limit(fields.get('visitLimit')),
             check_note(fields.get('note')) or '', user, owner)
    if fields.get('slug') is not None:
        slug = check_slug(fields['slug'])
        link = add(slug, *terms)
        if link is None:
            raise HttpError(409, f'The name {slug} is taken')
        return link
    for tries in range(10):
        slug = ''.join(secrets.choice(ALPHABET) for _ in range(7 + max(0, tries - 4)))
        link = add(slug, *terms)
        if link is not None:
            return link
    raise RuntimeError('No slug was free')


def add(slug, target, limit, note, user, owner):
    return first(f'''insert into links
        (slug, target, visit_limit, note, user, owner, created_at) values (?, ?, ?, ?, ?, ?, ?)
        on conflict (slug) do nothing returning {COLUMNS}''', slug, target, limit, note, user,
                 owner, now())


def check_slug(value):
    form = '[A-Za-z0-9][A-Za-z0-9_-]{1,48}[A-Za-z0-9]'
    if not isinstance(value, str) or re.fullmatch(form, value) is None:
        raise HttpError(422, 'A name has 3 to 50 letters and digits, with - and _ between them')
    if value.lower() in RESERVED:
        raise HttpError(422, f'The name {value} is reserved')
    return value.lower()


def check_limit(value):
    if value is None or type(value) is int and 1 <= value <= 1_000_000:
        return value
    raise HttpError(422, 'A visit limit is a whole number from 1 to 1000000')


def check_note(value):
    if value is None or isinstance(value, str) and len(value) <= 200:
        return value
    raise HttpError(422, 'A note has at most 200 characters')


def unknown(slug):
    return HttpError(404, f'There is no link {slug}')


def find(slug):
    link = first(f'select {COLUMNS} from links where slug = ?', slug.lower())
    if link is None:
        raise unknown(slug)
    return link


def find_for(slug, user):
    user = user or {'id': None, 'role': None}
    link = first(f'''select {COLUMNS} from links
        where slug = ? and (user is null or user = ? or ? = 'admin')''', slug.lower(), user['id'],
                 user['role'])
    if link is None:
        raise unknown(slug)
    return describe(link, link['user'] is not None and link['user'] == user['id'])


def change(slug, user, value):
    fields = fields_of(value)
    target = fields.get('target')
    target = None if target is None else targets.check(target, ORIGIN)
    link = first(f'''update links set target = coalesce(?, target), note = coalesce(?, note)
        where slug = ? and user = ? returning {COLUMNS}''', target,
                 check_note(fields.get('note')), slug.lower(), user['id'])
    if link is None:
        raise unknown(slug)
    return describe(link, True)


def remove(slug, user):
    if run("delete from links where slug = ? and (user = ? or ? = 'admin')", slug.lower(),
           user['id'], user['role']) == 0:
        raise unknown(slug)


def list_of(user, owner, most=50):
    column, value = ('owner', owner) if user is None else ('user', user)
    return rows(f'select {COLUMNS} from links where {column} = ? order by id desc limit ?', value,
                most)


def follow(slug, is_robot):
    slug = slug.lower()
    counted = first('''update links set robots = robots + 1 where slug = ?
        returning iif(visit_limit is null, target, null) as target''' if is_robot else
                    '''update links set clicks = clicks + 1 where slug = ?
        and (visit_limit is null or clicks < visit_limit) returning target''', slug)
    if counted is not None and counted['target'] is not None:
        return counted['target']
    find(slug)
    if is_robot:
        raise HttpError(403, 'This link is only for people')
    raise HttpError(410, 'This link has been used up')


def describe(link, is_own=False):
    return {
        'slug': link['slug'], 'shortUrl': f'{ORIGIN}/{link["slug"]}', 'target': link['target'],
        'host': targets.describe_host(link['target']), 'visitLimit': link['visit_limit'],
        'clicks': link['clicks'], 'robots': link['robots'],
        **({'note': link['note']} if is_own else {}),
    }
