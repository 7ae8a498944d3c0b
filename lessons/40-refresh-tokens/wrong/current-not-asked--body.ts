// Lets the body say whose password it is.
//#file passwordRoutes.ts
//#replace
    await authenticate(parts, { email: user.email, password: fields.currentPassword })
//#with
    const email = 'email' in fields ? fields.email : user.email
    await authenticate(parts, { email, password: fields.currentPassword })
//#end
