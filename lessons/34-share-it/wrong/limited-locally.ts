// Limits its own user, too.
//#file main.ts
//#replace
isPublic ? [limitPosts(trustedHops)] : []
//#with
[limitPosts(isPublic ? trustedHops : 0)]
//#end
