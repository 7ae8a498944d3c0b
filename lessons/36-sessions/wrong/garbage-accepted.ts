// Shows an empty user to strangers.
//#file sessionRoutes.ts
//#replace
    json(requireSession(parts, context).user, 200, noStore))
//#with
    json(findSession(parts, context)?.user ?? {}, 200, noStore))
//#end
