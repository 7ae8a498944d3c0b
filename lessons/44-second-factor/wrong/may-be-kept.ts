// Lets caches keep the recovery codes.
//#file secondFactorRoutes.ts
//#replace
    return json({ recoveryCodes }, 200, noStore)
//#with
    return json({ recoveryCodes }, 200)
//#end
