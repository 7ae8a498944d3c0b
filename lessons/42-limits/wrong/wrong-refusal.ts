// Has one status for all that goes wrong with the form.
//#file login.ts
//#replace
return showLogin(parts, context, { email, status, problem
//#with
return showLogin(parts, context, { email, status: 401, problem
//#end
