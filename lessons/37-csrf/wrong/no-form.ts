// Sends the form that signs up to the path of the API.
//#file loginPage.ts
//#replace
action="/signup"
//#with
action="/api/users"
//#end
