// Makes an account, and leaves signing in to the person.
//#file login.ts
//#replace
    const user = await findUser(parts, { email, password })
//#with
    const user = await findUser(parts, { email, password })
    if (findUser === register) return empty(303, { location: '/' })
//#end
