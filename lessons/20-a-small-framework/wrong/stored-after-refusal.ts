// Stores first and checks later.
//#file notices.ts
//#replace
const { title, text } = readFields(value)
lastId += 1
const notice = { id: lastId, title, text }
notices.set(lastId, notice)
return notice
//#with
lastId += 1
notices.set(lastId, { id: lastId, title: '', text: '' })
const { title, text } = readFields(value)
const notice = { id: lastId, title, text }
notices.set(lastId, notice)
return notice
//#end
