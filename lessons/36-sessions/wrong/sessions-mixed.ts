// Remembers who is signed in, for the whole program.
//#file sessionRoutes.ts
//#replace
const noStore =
//#with
let signedIn: User | undefined

const noStore =
//#end
//#replace
  const token = sessions.start(
//#with
  signedIn = user
  const token = sessions.start(
//#end
//#replace
    json(requireSession(parts, context).user, 200, noStore))
//#with
    json(requireSession(parts, context) && signedIn, 200, noStore))
//#end
