// Says 401, and not how to sign in.
//#file unauthorized.ts
//#replace
  'www-authenticate': 'Bearer realm="Links", Basic realm="Links", charset="UTF-8"',

//#with

//#end
