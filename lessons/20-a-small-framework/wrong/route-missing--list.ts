// Forgets the route of the list.
//#file main.ts
//#replace
router.add('GET', '/api/notices', () => json(listNotices()))
//#with
//#end
