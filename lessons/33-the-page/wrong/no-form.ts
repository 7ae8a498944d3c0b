// Sends the form as JSON, with a script: without it, the form has no action.
//#file page.ts
//#replace
<form method="post" action="/links">
//#with
<form>
//#end
