// Makes the page once, at the start.
//#file main.ts
//#replace
router.add('GET', '/', () => page(boardPage(listNotices())))
//#with
const board = boardPage(listNotices())
router.add('GET', '/', () => page(board))
//#end
