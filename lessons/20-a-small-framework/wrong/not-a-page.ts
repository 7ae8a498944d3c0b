// Sends the page as JSON.
//#file main.ts
//#replace
page(boardPage(listNotices()))
//#with
json(String(boardPage(listNotices())))
//#end
