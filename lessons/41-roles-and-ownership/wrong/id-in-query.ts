// Lists the links of the user who is named in the URL, so that a page can show them, too.
//#file links.ts
//#replace
    const links = store.listOf({ user: user.id, owner: null })
//#with
    const { searchParams } = new URL(context.request.url ?? '', 'http://localhost')
    const named = searchParams.get('user')
    const links = store.listOf({ user: Number(named ?? user.id), owner: null })
//#end
