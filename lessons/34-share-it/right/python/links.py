# What a link can be, how its slug is made, and what happens to someone who follows it.

import re
import secrets

import store
import targets
from errors import HttpError

ALPHABET = '23456789bcdfghjkmnpqrstvwxyz'
RESERVED = {'admin', 'api', 'health', 'links', 'login', 'static'}
NO_STORE = {'Cache-Control': 'private, no-store'}


def make(value, origin, owner=None):
    fields = value if isinstance(value, dict) else {}
    terms = (targets.check(fields.get('target'), origin), check_limit(fields.get('visitLimit')),
             check_note(fields.get('note')), owner)
    if fields.get('slug') is None:
        return add_with_random_slug(terms)
    slug = check_slug(fields['slug'])
    link = store.add(slug, *terms)
    if link is None:
        raise HttpError(409, f'The name {slug} is taken')
    return link


def add_with_random_slug(terms):
    for tries in range(10):
        length = 7 + max(0, tries - 4)
        link = store.add(''.join(secrets.choice(ALPHABET) for _ in range(length)), *terms)
        if link is not None:
            return link
    raise RuntimeError('No slug was free')


def check_slug(value):
    if not isinstance(value, str) or re.fullmatch('[A-Za-z0-9][A-Za-z0-9_-]{1,48}[A-Za-z0-9]',
                                                  value) is None:
        raise HttpError(422, 'A name has 3 to 50 letters and digits, with - and _ between them')
    slug = value.lower()
    if slug in RESERVED:
        raise HttpError(422, f'The name {slug} is reserved')
    return slug


def check_limit(value):
    if value is None or type(value) is int and 1 <= value <= 1_000_000:
        return value
    raise HttpError(422, 'A visit limit is a whole number from 1 to 1000000')


def check_note(value):
    if value is None or isinstance(value, str) and len(value) <= 200:
        return value or ''
    raise HttpError(422, 'A note has at most 200 characters')


def find(slug):
    link = store.find(slug.lower())
    if link is None:
        raise HttpError(404, 'There is no such link', NO_STORE)
    return link


def follow(slug, is_robot):
    counted = (store.count_robot if is_robot else store.count_click)(slug.lower())
    if counted is not None and counted['target'] is not None:
        return counted['target']
    find(slug)
    if is_robot:
        raise HttpError(403, 'This link is only for people', NO_STORE)
    raise HttpError(410, 'This link has been used up', NO_STORE)


def describe(link, origin):
    return {
        'slug': link['slug'], 'shortUrl': f'{origin}/{link["slug"]}', 'target': link['target'],
        'host': targets.describe_host(link['target']), 'visitLimit': link['visit_limit'],
        'clicks': link['clicks'], 'robots': link['robots'],
    }
