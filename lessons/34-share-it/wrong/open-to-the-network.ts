// Listens on all addresses.
//#file framework/server.ts
//#replace
'127.0.0.1'
//#with
'0.0.0.0'
//#end
