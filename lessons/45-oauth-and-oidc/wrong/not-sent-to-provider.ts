// Asks for no address.
//#file provider.ts
//#replace
scope: 'openid email',
//#with
scope: 'openid',
//#end
