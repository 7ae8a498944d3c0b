// Sends the page after a wrong password with a 200.
//#file login.ts
//#replace
status: error.status, problem
//#with
status: 200, problem
//#end
