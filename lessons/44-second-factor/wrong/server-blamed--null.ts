// Reads a member of whatever JSON comes.
//#file secondFactorRoutes.ts
//#replace
    const { code } = { code: '', ...Object(await readJson(context)) }
//#with
    const { code } = await readJson(context) as { code: unknown }
//#end
