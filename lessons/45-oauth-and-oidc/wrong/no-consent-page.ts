// Asks in the name of nobody in particular.
//#file authorize.ts
//#replace
<p>${application.name} wants
//#with
<p>An application wants
//#end
