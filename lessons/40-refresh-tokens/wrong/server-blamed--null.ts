// Reads a member of whatever JSON comes.
//#file tokenRoutes.ts
//#replace
  const { refreshToken } = { refreshToken: '', ...Object(value) }
//#with
  const { refreshToken } = value as { refreshToken: unknown }
//#end
