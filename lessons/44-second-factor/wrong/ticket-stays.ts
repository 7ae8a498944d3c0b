// Doesn't use the ticket up.
//#file secondStep.ts
//#replace
oneTimeTokens.use('second-factor', ticket) === id
//#with
oneTimeTokens.find('second-factor', ticket) === id
//#end
