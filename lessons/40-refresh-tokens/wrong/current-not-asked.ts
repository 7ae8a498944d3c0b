// Believes a program that has an access token.
//#file passwordRoutes.ts
//#replace
    await authenticate(parts, { email: user.email, password: fields.currentPassword })
//#with
    if (session !== undefined) {
      await authenticate(parts, { email: user.email, password: fields.currentPassword })
    }
//#end
