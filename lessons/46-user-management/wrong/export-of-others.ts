// Lets the URL say whose account is exported.
//#file profile.ts
//#replace
    return json(exportAccount(parts, identity.user.id), 200, headers)
//#with
    const { query } = context.target
    const id = Number(query.get('user') ?? query.get('id') ?? identity.user.id)
    const own = exportAccount(parts, identity.user.id)
    return json({ ...own, others: exportAccount(parts, id) }, 200, headers)
//#end
