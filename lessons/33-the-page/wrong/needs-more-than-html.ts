// Has a policy that allows nothing.
//#file form.ts
//#replace
style-src 'self'; img-src 'self'; "
//#with
style-src 'self'; "
//#end
