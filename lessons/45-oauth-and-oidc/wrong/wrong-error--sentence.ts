// Tells the application in a sentence which scope it has to ask for.
//#file authorize.ts
//#replace
return 'invalid_scope'
//#with
return 'the scope has to be email'
//#end
