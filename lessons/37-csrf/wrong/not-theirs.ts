// Stores who made a link only as the browser.
//#file form.ts
//#replace
owner.of)
//#with
{ ...owner.of, user: null })
//#end
