// Asks who it is before the body comes, and not again.
//#file adminRoutes.ts
//#replace
    await requireAdmin(parts, context)
    const { id } = context.params
    const changes = readChanges(await readJson(context))
    // While the body was on its way, the administrator may have left, or lost the role.
    const { user: admin } = await requireAdmin(parts, context)
//#with
    const { user: admin } = await requireAdmin(parts, context)
    const { id } = context.params
    const changes = readChanges(await readJson(context))
//#end
