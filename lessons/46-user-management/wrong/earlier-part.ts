// Asks an application for a scope that its token doesn't have.
//#file oauthRoutes.ts
//#replace
requireScope(parts, context, 'email')
//#with
requireScope(parts, context, 'account')
//#end
