// Lets caches keep who is signed in.
//#file sessionRoutes.ts
//#replace
    json(requireSession(parts, context).user, 200, noStore))
//#with
    json(requireSession(parts, context).user))
//#end
