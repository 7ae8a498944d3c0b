// Asks for the role where users are listed, and believes that nobody else sends the other request.
//#file adminRoutes.ts
//#replace
    await requireAdmin(parts, context)
    const { id } = context.params
//#with
    await requireScope(parts, context, 'account')
    const { id } = context.params
//#end
//#replace
import { requireAdmin, type IdentityParts }
//#with
import { requireAdmin, requireScope, type IdentityParts }
//#end
