// More members, another order, whole addresses, 200 with a body after DELETE, 301, 400 for all
// content.
//#replace
{ type: 'about:blank', title: STATUS_CODES[status], status, detail }
//#with
{ requestId: 7, detail, status, title: 'Nein', type: 'https://library.example/problems' }
//#end
//#replace
'content-type': 'application/problem+json' }
//#with
'content-type': 'Application/Problem+JSON;charset=utf-8' }
//#end
//#replace
    return send(response, 204)
//#with
    return send(response, 200, { deleted: id })
//#end
//#replace
send(response, 308, undefined, { location: `/books/${id}` })
//#with
send(response, 301, undefined, { location: `http://${request.headers.host}/books/${id}` })
//#end
//#replace
throw new HttpError(422,
//#with
throw new HttpError(400,
//#end
//#replace
throw new HttpError(409,
//#with
throw new HttpError(422,
//#end
//#replace
{ 'retry-after': 3600 }
//#with
{ 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() }
//#end
