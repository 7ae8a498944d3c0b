// Says in its page what the provider says.
//#file providerRoutes.ts
//#replace
  if (code === null) throw new HttpError(403, 'The provider has not signed you in')
//#with
  if (code === null) {
    const text = `<p>${query.get('error_description') ?? 'Nobody is signed in'}</p>`
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
    return { status: 403, headers, body: text }
  }
//#end
