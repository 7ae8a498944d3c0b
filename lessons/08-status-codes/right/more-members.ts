// Other members in another order, whole URLs, 301, a status of 400 for all content, and dates.
//#replace
{ type: 'about:blank', title: STATUS_CODES[status], status, detail }
//#with
{ requestId: 7, detail, status, title: 'Nein', type: 'https://library.example/problems#1' }
//#end
//#replace
'content-type': 'application/problem+json' }
//#with
'content-type': 'Application/Problem+JSON;charset=utf-8' }
//#end
//#replace
({ status: 308, headers: { location: `/books/${id}` } })
//#with
({ status: 301, headers: { location: `http://127.0.0.1:${process.env.PORT}/books/${id}` } })
//#end
//#replace
new HttpError(422,
//#with
new HttpError(400,
//#end
//#replace
new HttpError(409,
//#with
new HttpError(422,
//#end
//#replace
{ 'www-authenticate': 'Bearer' }
//#with
{ 'WWW-Authenticate': 'Basic realm="old", bearer realm="library", error="invalid_token"' }
//#end
//#replace
'3600'
//#with
new Date(Date.now() + 3_600_000).toUTCString()
//#end
