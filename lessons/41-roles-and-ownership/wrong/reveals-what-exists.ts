// Says that a link belongs to somebody else.
//#file manage.ts
//#replace
    if (link === undefined) throw unknownLink(context)
    const isOwn
//#with
    if (link === undefined && store.find(slugOf(context)) !== undefined) {
      throw new HttpError(403, 'This link belongs to somebody else', noStore)
    }
    if (link === undefined) throw unknownLink(context)
    const isOwn
//#end
