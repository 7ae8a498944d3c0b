// Asks for the role where users are listed, and believes that nobody else sends the other request.
//#file adminRoutes.ts
//#replace
    await requireAdmin(parts, context)
    const { id } = context.params
    const changes = readChanges(await readJson(context))
    // While the body was on its way, the administrator may have lost the role.
    await requireAdmin(parts, context)
//#with
    await requireScope(parts, context, 'account')
    const { id } = context.params
    const changes = readChanges(await readJson(context))
//#end
//#replace
import { requireAdmin, type IdentityParts }
//#with
import { requireAdmin, requireScope, type IdentityParts }
//#end
