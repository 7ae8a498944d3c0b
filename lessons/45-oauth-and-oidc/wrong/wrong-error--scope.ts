// Doesn't look at the scope, because its tokens have the same one anyway.
//#file authorize.ts
//#replace
  if (read('scope') !== 'email') return 'invalid_scope'

//#with

//#end
