// Compares hosts as Go does, falls back to Referer as Django does, and refuses `none`. Anyone who's
// signed in is led from the form to the page.
//#file crossSite.ts
//#replace
  if (site !== undefined) return site === 'same-origin' || site === 'none'
//#with
  if (site !== undefined) return site === 'same-origin'
//#end
//#replace
  if (origin !== undefined) return origin === publicOrigin
//#with
  if (origin !== undefined) return URL.parse(origin)?.host === context.header('host')
  const referer = context.header('referer')
  if (referer !== undefined) return URL.parse(referer)?.origin === publicOrigin
//#end
//#file login.ts
//#replace
  router.add('GET', '/login', (context) => showLogin(parts, context))
//#with
  router.add('GET', '/login', (context) => readOwner(context, parts).user === undefined
    ? showLogin(parts, context) : empty(303, { location: '/' }))
//#end
