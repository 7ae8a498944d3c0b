// Makes links for GET as well.
//#file form.ts
//#replace
  router.add('GET', '/links/:slug/qr.svg'
//#with
  router.add('GET', '/links', (context) => {
    const typed = new URL(context.request.url ?? '', 'http://localhost').searchParams
    const owner = readOwner(context)
    checkFormToken(owner, typed.get('token'))
    makeLink(parts, fieldsOf(typed), owner.hash)
    return empty(303, { location: '/' })
  })
  router.add('GET', '/links/:slug/qr.svg'
//#end
