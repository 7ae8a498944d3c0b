// Sends the picture as text.
//#file form.ts
//#replace
'content-type': 'image/svg+xml'
//#with
'content-type': 'text/plain'
//#end
