// Removes the blanks around a title.
//#file notices.ts
//#replace
const notice = { id: lastId, title, text }
//#with
const notice = { id: lastId, title: title.trim(), text }
//#end
