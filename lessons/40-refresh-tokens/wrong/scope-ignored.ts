// Asks who it is, and not for the scope account.
//#file passwordRoutes.ts
//#replace
requireScope(parts, context, 'account')
//#with
requireScope(parts, context, 'links:write')
//#end
