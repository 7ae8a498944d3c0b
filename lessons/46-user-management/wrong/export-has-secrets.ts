// Exports the whole row of the user, with the hash of the password.
//#file profile.ts
//#replace
    user: users.find(id),
//#with
    user: { ...users.find(id), ...users.findByEmail(users.find(id)?.email ?? '') },
//#end
