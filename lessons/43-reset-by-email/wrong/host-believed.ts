// Makes the link of the host that the request names.
//#file resetRoutes.ts
//#replace
    requestReset(parts, await readJson(context))
//#with
    const publicOrigin = `http://${context.header('host')}`
    requestReset({ ...parts, publicOrigin }, await readJson(context))
//#end
