// Copied a policy that allows everything inline.
//#file form.ts
//#replace
"default-src 'none'; style-src 'self'; img-src 'self'; "
//#with
"default-src 'self' 'unsafe-inline'; "
//#end
