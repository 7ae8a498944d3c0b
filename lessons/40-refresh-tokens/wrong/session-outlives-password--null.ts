// Compares with null when the request has no session.
//#file sessions.ts
//#replace
    endOthers: (user, except = 0) => void removeOthers.run(user, except),
//#with
    endOthers: (user, except) => void removeOthers.run(user, except ?? null),
//#end
