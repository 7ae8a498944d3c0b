// Stores the role that comes with a new account.
//#file accounts.ts
//#replace
  router.add('POST', '/api/users', async (context) =>
    json(await register(parts, await readJson(context)), 201, headers))
//#with
  router.add('POST', '/api/users', async (context) => {
    const value = await readJson(context)
    const user = await register(parts, value)
    const { role = null } = Object(value)
    return json(parts.users.change(user.id, { role, isDisabled: null }), 201, headers)
  })
//#end
