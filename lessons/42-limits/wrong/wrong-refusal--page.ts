// Shows the page again as if all were well.
//#file login.ts
//#replace
return showLogin(parts, context, { email, status, problem
//#with
return showLogin(parts, context, {
  email, status: status === 429 ? 200 : status, problem
//#end
