// Forgets the scope on one route.
//#file sessionRoutes.ts
//#replace
    const { user } = await requireScope(parts, context, 'account')
    return json(user
//#with
    const { user } = await identify(parts, context) ?? {}
    if (user === undefined) throw unauthorized('Sign in first')
    return json(user
//#end
//#replace
import { requireScope, type
//#with
import { identify, requireScope, type
//#end
//#replace
import type { User }
//#with
import { unauthorized } from './unauthorized.ts'
import type { User }
//#end
