// Calls the ticket a token.
//#file sessionRoutes.ts
//#replace
return json({ ticket: makeTicket
//#with
return json({ token: makeTicket
//#end
