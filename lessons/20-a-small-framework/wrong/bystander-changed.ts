// Removes all notices.
//#file notices.ts
//#replace
notices.delete(findNotice(id).id)
//#with
if (findNotice(id)) notices.clear()
//#end
