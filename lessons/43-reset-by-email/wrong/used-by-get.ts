// Confirms the address when the link is opened.
//#file resetRoutes.ts
//#replace
  router.add('GET', path, ({ target }) => show(target.query.get('token') ?? '', 200))
//#with
  router.add('GET', path, async ({ target }) => {
    const token = target.query.get('token') ?? ''
    if (path === '/login/confirm' && parts.oneTimeTokens.has(token)) await act({ token })
    return show(token, 200)
  })
//#end
//#replace
  addLinkPage(router, '/login/reset', {
//#with
  addLinkPage(router, parts, '/login/reset', {
//#end
//#replace
  addLinkPage(router, '/login/confirm', {
//#with
  addLinkPage(router, parts, '/login/confirm', {
//#end
//#replace
function addLinkPage(router: Router, path: string, {
//#with
function addLinkPage(router: Router, parts: ResetParts, path: string, {
//#end
//#file oneTimeTokens.ts
//#replace
    use(purpose, token) {
//#with
    has: (token) => database.prepare(
      'select 1 from one_time_tokens where token_hash = ?').get(hashToken(token)) !== undefined,
    use(purpose, token) {
//#end
