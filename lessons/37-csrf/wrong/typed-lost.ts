// Shows empty forms after a wrong password.
//#file login.ts
//#replace
showLogin(parts, context, { email, status:
//#with
showLogin(parts, context, { email: '', status:
//#end
