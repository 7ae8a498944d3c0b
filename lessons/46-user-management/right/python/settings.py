# The settings. An empty variable counts as none.

import os
import secrets

import targets


def number(name, usual, least, most):
    value = int(os.environ.get(name) or usual)
    if not least <= value <= most:
        raise SystemExit(f'{name} is a number from {least} to {most}')
    return value


PORT = number('PORT', 3001, 0, 65_535)
DATABASE = os.environ.get('DATABASE') or 'data.db'
ORIGIN = targets.origin_of(os.environ.get('PUBLIC_ORIGIN') or f'http://localhost:{PORT}')
HOST = targets.host_of(ORIGIN)
IS_SECURE = ORIGIN.startswith('https:')
IS_PUBLIC = not targets.is_loopback(HOST)
HOPS = number('TRUSTED_HOPS', 0, 0, 10)
PASSWORD_COST = number('PASSWORD_COST', 15, 1, 20)
JWT_SECRET = (os.environ.get('JWT_SECRET') or secrets.token_urlsafe(32)).encode()
if len(JWT_SECRET) < 32:
    raise SystemExit('JWT_SECRET has fewer than 32 bytes')
MAIL_FOLDER = os.environ.get('MAIL_FOLDER') or os.path.join(os.path.dirname(DATABASE), 'mails')
SMTP_URL = os.environ.get('SMTP_URL')
OIDC_ISSUER = os.environ.get('OIDC_ISSUER')
OIDC_CLIENT_ID = os.environ.get('OIDC_CLIENT_ID', '')
OIDC_CLIENT_SECRET = os.environ.get('OIDC_CLIENT_SECRET', '')
