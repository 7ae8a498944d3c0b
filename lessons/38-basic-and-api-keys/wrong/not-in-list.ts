// Lists the oldest first.
//#file links.ts
//#replace
    const links = store.listOf({ user: user.id, owner: null })

//#with
    const links = store.listOf({ user: user.id, owner: null }).toReversed()

//#end
