// Reads the link, changes it, and shows what it has read.
//#file manage.ts
//#replace
    const link = store.change(slugOf(context), user, changes)
//#with
    const before = store.find(slugOf(context))
    const link = store.change(slugOf(context), user, changes) && before
//#end
