# The pages, as text.

import re
from html import escape

import targets
from qr import encode
from settings import OIDC_ISSUER, ORIGIN

LABELS = {
    'target': 'Long URL', 'slug': 'Custom name (optional)',
    'visitLimit': 'Visit limit (optional)', 'note': 'Note (only you see it)',
}


def headers(form_origin=''):
    return {
        'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store',
        'Content-Security-Policy': "default-src 'none'; style-src 'self'; img-src 'self'; "
                                   f"form-action 'self' {form_origin}; base-uri 'none'; "
                                   "frame-ancestors 'none'",
        'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin',
    }


def frame(title, content, problem=None):
    alert = '' if problem is None else f'<p role="alert">{escape(problem)}</p>'
    return f'''<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="/style.css"><h1>{title}</h1>
{alert}
{content}
</html>
'''


def form(action, button, fields=(), **hidden):
    inputs = ''.join(f'<input type="hidden" name="{name}" value="{escape(value)}">\n'
                     for name, value in hidden.items())
    boxes = ''.join(f'<p><label>{label} <input type="{kind}" name="{name}" '
                    f'value="{escape(value)}"></label></p>\n'
                    for kind, name, label, value in fields)
    return (f'<form method="post" action="{action}">\n{inputs}{boxes}'
            f'<button>{button}</button>\n</form>\n')


def home(owner, links, typed, problem):
    boxes = [('text', name, label, typed.get(name, '')) for name, label in LABELS.items()]
    who = '<p><a href="/login">Sign in or sign up</a></p>' if owner.user is None else (
        f'<p>Signed in as {escape(owner.user["email"])}</p>'
        + form('/logout', 'Sign out', token=owner.form_token))
    return frame('Short links', who + form('/links', 'Shorten', boxes, token=owner.form_token)
                 + f'<ul>{"".join(item(link) for link in links)}</ul>', problem)


def item(link):
    url, target = escape(f'{ORIGIN}/{link["slug"]}'), escape(link['target'])
    return f'''<li><a href="{url}">{url}</a>
leads to <a href="{target}" rel="noreferrer">{target}</a>
at {escape(targets.describe_host(link['target']))}
<p>{escape(link['note'])}</p>
<p>{link['clicks']} clicks, and {link['robots']} visits of robots</p>
<img src="/links/{link['slug']}/qr.svg" width="160" height="160" alt="QR code of {url}"></li>
'''


def login(owner, typed, problem):
    boxes = [('email', 'email', 'Email address', typed.get('email', '')),
             ('password', 'password', 'Password', '')]
    hidden = {'token': owner.form_token, 'next': typed.get('next', '/')}
    other = '<p><a href="/login/with">Sign in with another account</a></p>' if OIDC_ISSUER else ''
    return frame('Sign in', form('/login', 'Sign in', boxes, **hidden)
                 + '<p><a href="/login/forgot">Forgot your password?</a></p>' + other
                 + form('/signup', 'Sign up', boxes, **hidden), problem)


def code(owner, ticket, next_path, problem):
    return frame('Sign in', form('/login/code', 'Sign in', [('text', 'code', 'Code', '')],
                                 token=owner.form_token, ticket=ticket, next=next_path), problem)


def reset(token, problem=None):
    return frame('Reset your password', form('/login/reset', 'Set the password', [
        ('password', 'password', 'New password', '')], token=token), problem)


def confirm(token, problem=None):
    return frame('Confirm your address', form('/login/confirm', 'Confirm', token=token), problem)


def forgot(owner):
    return frame('Reset your password', form('/login/forgot', 'Send me a link', [
        ('email', 'email', 'Email address', '')], token=owner.form_token))


def consent(owner, application, request):
    token, text = owner.form_token, escape(request)
    return frame('Sign in with your account', f'''
<p>{escape(application)} wants to know your email address, {escape(owner.user["email"])}.</p>
<form method="post" action="/oauth/authorize">
<input type="hidden" name="token" value="{token}">
<input type="hidden" name="request" value="{text}">
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>''')


def admin(users, events):
    def table(rows):
        return '<table>' + ''.join('<tr>' + ''.join(
            f'<td>{escape(str(value))}</td>' for value in row.values()) + '</tr>\n'
            for row in rows) + '</table>\n'
    return frame('Administration', table(users) + table(events))


def fields_of(typed):
    limit = typed.get('visitLimit') or None
    if limit is not None and re.fullmatch('[0-9]{1,9}', limit):
        limit = int(limit)
    return {'target': typed.get('target'), 'slug': typed.get('slug') or None, 'visitLimit': limit,
            'note': typed.get('note')}


def qr(text):
    rows = encode(text)
    side = len(rows) + 8
    squares = ''.join(f'M{x + 4} {y + 4}h1v1h-1z' for y, row in enumerate(rows)
                      for x, is_dark in enumerate(row) if is_dark)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
            f'shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/>'
            f'<path fill="#000" d="{squares}"/></svg>')
