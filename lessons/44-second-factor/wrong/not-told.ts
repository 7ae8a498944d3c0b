// Leaves hasSecondFactor out of the user.
//#file sessionRoutes.ts
//#replace
    return json(user, 200, noStore)
//#with
    return json({ id: user.id, email: user.email, role: user.role }, 200, noStore)
//#end
