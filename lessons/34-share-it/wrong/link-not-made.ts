// Makes links only on this machine.
//#file links.ts
//#replace
  router.add('POST', '/api/links', async (context) => {
//#with
  router.add('POST', '/api/links', async (context) => {
    if (publicOrigin.startsWith('https:')) throw new HttpError(403, 'Only on this machine')
//#end
