// Changes the title.
//#file notices.ts
//#replace
const notice = { id: lastId, title, text }
//#with
const notice = { id: lastId, title: title.toLowerCase(), text }
//#end
