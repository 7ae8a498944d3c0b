// Shows what went wrong with the status 200.
//#file providerRoutes.ts
//#replace
{ status: error.status, problem: error.message }
//#with
{ status: 200, problem: error.message }
//#end
//#replace
showLogin(parts, context, { status: 403, problem })
//#with
showLogin(parts, context, { status: 200, problem })
//#end
