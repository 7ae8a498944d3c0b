# Passwords as scrypt hashes.

import base64
import hashlib
import hmac
import os
import re
import unicodedata

from settings import PASSWORD_COST


def encode(data):
    return base64.b64encode(data).decode().rstrip('=')


def decode(text):
    return base64.b64decode(text + '=' * (-len(text) % 4))


def derive(password, salt, cost, block, parallel, size=32):
    data = unicodedata.normalize('NFC', password).encode('utf-8', 'surrogatepass')
    n = 2 ** cost
    return hashlib.scrypt(data, salt=salt, n=n, r=block, p=parallel, dklen=size,
                          maxmem=128 * n * block + 128 * block * (parallel + 2))


def hash_password(password):
    salt = os.urandom(16)
    key = derive(password, salt, PASSWORD_COST, 8, 3)
    return f'$scrypt$ln={PASSWORD_COST},r=8,p=3${encode(salt)}${encode(key)}'


NOBODY = f'$scrypt$ln={PASSWORD_COST},r=8,p=3${encode(bytes(16))}${encode(bytes(32))}'


def verify(password, stored):
    parts = re.fullmatch(r'\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)', stored)
    cost, block, parallel = (int(part) for part in parts.groups()[:3])
    salt, key = (decode(part) for part in parts.groups()[3:])
    return hmac.compare_digest(derive(password, salt, cost, block, parallel, len(key)), key)
