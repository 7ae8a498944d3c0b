// Sends the id as a number in one response, and as text in another.
//#file main.ts
//#replace
json(findNotice(params.id))
//#with
json({ ...findNotice(params.id), id: params.id })
//#end
