# A refusal that the client can do something about.


class HttpError(Exception):
    def __init__(self, status, detail, headers={}):
        self.status, self.detail, self.headers = status, detail, headers
