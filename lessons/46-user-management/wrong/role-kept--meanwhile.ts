// Asks once more whether the account is there, and not whether it's still an administrator's.
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
    if (users.find(admin.id) === undefined) throw accountGone()
//#end
//#replace
import type { Role, UserChanges }
//#with
import { accountGone } from './gone.ts'
import type { Role, UserChanges }
//#end
