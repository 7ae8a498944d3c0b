# Where a link may lead. Python's parser reads URLs otherwise than browsers do, so this one does what
# browsers do, and refuses what it doesn't understand.

import ipaddress
import re
import unicodedata
from urllib.parse import quote, unquote_to_bytes

from errors import HttpError

LONGEST = 2048
PORTS = {'http': '80', 'https': '443'}


def check(value, origin):
    if not isinstance(value, str):
        raise refuse('must be a text')
    if len(value) > LONGEST:
        raise refuse(f'can have {LONGEST} characters')
    if any(unicodedata.category(letter) == 'Cc' or letter in '\u2028\u2029' for letter in value):
        raise refuse("can't have line breaks in it")
    scheme, host, port, rest = parse(value)
    href = f'{scheme}://{host}{port}{rest}'
    if len(href) > LONGEST:
        raise refuse(f'can have {LONGEST} characters')
    own = host_of(origin)
    if host.rstrip('.') == own.rstrip('.') or is_loopback(host.rstrip('.')):
        raise refuse("can't be on this site or this machine")
    return href


def describe_host(target):
    _, host, port, _ = parse(target)
    names = [decode_label(label) for label in host.split('.')]
    shown = '.'.join(names)
    return host + port if shown == host else f'{shown} ({host}{port})'


def origin_of(text):
    scheme, host, port, _ = parse(text)
    return f'{scheme}://{host}{port}'


def host_of(origin):
    return parse(origin)[1]


def is_loopback(host):
    if host == 'localhost' or host.endswith('.localhost'):
        return True
    try:
        address = ipaddress.ip_address(host.strip('[]'))
    except ValueError:
        return False
    address = getattr(address, 'ipv4_mapped', None) or address
    if address.version == 4:
        return address.packed[0] in (0, 127)
    return int(address) in (0, 1)


# Gives scheme, host, port with its colon, and the rest, all in ASCII.
def parse(text):
    match = re.fullmatch(r'(?i:(https?)):[/\\]*([^/\\?#]*)([^?#]*)(\?[^#]*)?(#.*)?', text.strip())
    if match is None:
        raise refuse('must be a whole URL that starts with http:// or https://')
    scheme, authority, path, query, fragment = match.groups()
    scheme = scheme.lower()
    if '@' in authority:
        raise refuse("can't contain a user name or password")
    parts = re.fullmatch(r'(\[[^\]]*\]|[^:]*):?((?a:\d*))', authority)
    if parts is None:
        raise refuse('has an impossible host or port')
    host, port = parts.groups()
    number = port.lstrip('0') or port[:1]
    if number and int(number) > 65_535:
        raise refuse('has an impossible port')
    port = '' if number in ('', PORTS[scheme]) else f':{number}'
    rest = encode(path.replace('\\', '/') or '/', "\"<>`{}^")
    rest += encode(query or '', "\"<>'") + encode(fragment or '', '"<>`')
    return scheme, parse_host(host), port, rest


def encode(text, unsafe):
    return ''.join(quote(letter, safe='') if letter <= ' ' or letter > '~' or letter in unsafe
                   else letter for letter in text)


def parse_host(text):
    if text.startswith('['):
        try:
            address = ipaddress.IPv6Address(text[1:-1])
        except ValueError:
            raise refuse('has an impossible host')
        return f'[{address.compressed}]'
    try:
        name = unicodedata.normalize('NFKC', unquote_to_bytes(text).decode()).lower()
        name = re.sub('[\u3002\uff0e\uff61]', '.', name.replace('\xad', ''))
        host = '.'.join(encode_label(label) for label in name.split('.'))
    except (UnicodeError, ValueError):
        raise refuse('has an impossible host')
    if host in ('', '.') or re.search(r'[\x00- "#%/:<>?@\[\\\]^`{|}\x7f]', host):
        raise refuse('must be a whole URL with a host')
    parts = host.removesuffix('.').split('.')
    if re.fullmatch(r'\d+|0x[0-9a-f]*', parts[-1]):
        return parse_ipv4(parts)
    return host


def encode_label(label):
    # Throws a UnicodeError if it can't be decoded again.
    decode_label(label)
    return label if label.isascii() else 'xn--' + label.encode('punycode').decode()


def decode_label(label):
    return label[4:].encode().decode('punycode') if label.startswith('xn--') else label


# One to four numbers, each decimal, octal (010) or hexadecimal (0x8); the last one fills the rest.
def parse_ipv4(parts):
    try:
        numbers = [parse_number(part) for part in parts]
    except ValueError:
        raise refuse('has an impossible host')
    *bytes_, last = numbers
    if len(numbers) > 4 or any(byte > 255 for byte in bytes_) or last >= 256 ** (5 - len(numbers)):
        raise refuse('has an impossible host')
    value = sum(byte << 8 * (3 - place) for place, byte in enumerate(bytes_)) + last
    return str(ipaddress.IPv4Address(value))


def parse_number(part):
    if part.startswith('0x'):
        return int(part[2:] or '0', 16)
    if len(part) > 1 and part.startswith('0'):
        return int(part, 8)
    return int(part, 10)


def refuse(reason):
    return HttpError(422, f'The target {reason}')
