# Who made a link: the browser that has the cookie.

import hashlib
import hmac
import re
import secrets

from errors import HttpError


class Owner:
    def __init__(self, header, origin):
        is_secure = origin.startswith('https:')
        name = '__Host-owner' if is_secure else 'owner'
        pairs = [pair.strip().partition('=') for pair in (header or '').split(';')]
        known = next((value for key, _, value in pairs if key == name), '')
        value = known if re.fullmatch(r'[\w-]{43}', known, re.A) else secrets.token_urlsafe(32)
        flags = 'Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax' + '; Secure' * is_secure
        self.headers = {} if value == known else {'Set-Cookie': f'{name}={value}; {flags}'}
        self.hash = hashlib.sha256(f'owner {value}'.encode()).hexdigest()
        self.form_token = hashlib.sha256(f'form {value}'.encode()).hexdigest()

    def check_token(self, sent):
        if not hmac.compare_digest(sent.encode(), self.form_token.encode()):
            raise HttpError(403, 'This form is from another browser: reload the page')
