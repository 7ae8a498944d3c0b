# Refusals that the client can do something about.

NO_STORE = {'Cache-Control': 'no-store'}
CHALLENGE = 'Bearer realm="Links", Basic realm="Links", charset="UTF-8"'


class HttpError(Exception):
    def __init__(self, status, detail, headers=NO_STORE):
        self.status, self.detail, self.headers = status, detail, headers


def unauthorized(detail):
    return HttpError(401, detail, {'WWW-Authenticate': CHALLENGE, **NO_STORE})


def account_gone():
    return unauthorized('This account has been deleted')
