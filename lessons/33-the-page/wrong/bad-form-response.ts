// Sends the page after a refusal as if all were well.
//#file form.ts
//#replace
status: error.status, typed
//#with
status: error.status === 409 ? 400 : error.status, typed
//#end
