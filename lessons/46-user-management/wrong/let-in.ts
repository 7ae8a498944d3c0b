// Responds to strangers who set a name as if it were done.
//#file profile.ts
//#replace
  router.add('PATCH', path, async (context) => {
    const { user } = await requireScope(parts, context, 'account')
//#with
  router.add('PATCH', path, async (context) => {
    if ((await identify(parts, context)) === undefined) return json({}, 200, noStore)
    const { user } = await requireScope(parts, context, 'account')
//#end
//#replace
import { checkScope, requireScope }
//#with
import { checkScope, identify, requireScope }
//#end
