// Takes all members that come with a name.
//#file profile.ts
//#replace
    return json(users.rename(user.id, readName(await readJson(context))), 200, noStore)
//#with
    const value = await readJson(context)
    const { role = null } = Object(value)
    users.change(user.id, { role, isDisabled: null })
    return json(users.rename(user.id, readName(value)), 200, noStore)
//#end
