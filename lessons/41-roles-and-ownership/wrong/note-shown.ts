// Shows the note to everybody who sees the link.
//#file manage.ts
//#replace
isOwn ? describeOwn(link, publicOrigin) : describe(link, publicOrigin)
//#with
describeOwn(link, publicOrigin)
//#end
