// Takes it for granted that an id is a number.
//#file keyRoutes.ts
//#replace
    if (keys.revoke(user.id, Number(id))) return empty(204, noStore)
//#with
    if (keys.revoke(user.id, Number(BigInt(String(id))))) return empty(204, noStore)
//#end
