// Keeps who is asking in a variable of the module, and then waits for the body.
//#file manage.ts
//#replace
    const { user } = await requireScope(parts, context, 'links:write')
    const changes = readChanges(await readJson(context), publicOrigin)
//#with
    current = await requireScope(parts, context, 'links:write')
    const changes = readChanges(await readJson(context), publicOrigin)
    const { user } = current
//#end
//#replace
const noStore =
//#with
let current
const noStore =
//#end
