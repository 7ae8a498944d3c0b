// Asks for the role, and for no scope of its own.
//#file identify.ts
//#replace
requireScope(parts, context, 'admin')
//#with
requireScope(parts, context, 'account')
//#end
