// Asks a key for its scope only.
//#file keyRoutes.ts
//#replace
    // Otherwise a stolen key could make itself a successor before it's revoked.
    if (by === 'key') throw new HttpError(403, "A key can't make keys: sign in instead")

//#with

//#end
//#replace
const { user, by } =
//#with
const { user } =
//#end
