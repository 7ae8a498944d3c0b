# The page, and the picture of a QR code.

import re
from html import escape

import targets
from qr import encode

HEADERS = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'self'; img-src 'self'; "
                               "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
}
LABELS = {
    'target': 'Long URL', 'slug': 'Custom name (optional)',
    'visitLimit': 'Visit limit (optional)', 'note': 'Note (only you see it)',
}


def home(origin, token, links, typed, problem):
    fields = ''.join(
        f'<p><label>{label} <input name="{name}" value="{escape(typed.get(name, ""))}"></label></p>'
        for name, label in LABELS.items())
    alert = '' if problem is None else f'<p role="alert">{escape(problem)}</p>'
    return f'''<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Short links</title>
<link rel="stylesheet" href="/style.css">
<h1>Short links</h1>
{alert}
<form method="post" action="/links">
<input type="hidden" name="token" value="{token}">
{fields}
<button>Shorten</button>
</form>
<h2>Links of this browser</h2>
<ul>{''.join(item(origin, link) for link in links)}</ul>
</html>
'''


def item(origin, link):
    url, target = escape(f'{origin}/{link["slug"]}'), escape(link['target'])
    return f'''<li><a href="{url}">{url}</a>
leads to <a href="{target}" rel="noreferrer">{target}</a>
at {escape(targets.describe_host(link['target']))}
<p>{escape(link['note'])}</p>
<p>{link['clicks']} clicks, and {link['robots']} visits of robots</p>
<img src="/links/{link['slug']}/qr.svg" width="160" height="160" alt="QR code of {url}"></li>
'''


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
