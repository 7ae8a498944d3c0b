// Takes all members that come with a name.
//#file profile.ts
//#replace
    const renamed = users.rename(user.id, readName(await readJson(context)))
//#with
    const value = await readJson(context)
    const { role = null } = Object(value)
    users.change(user.id, { role, isDisabled: null })
    const renamed = users.rename(user.id, readName(value))
//#end
