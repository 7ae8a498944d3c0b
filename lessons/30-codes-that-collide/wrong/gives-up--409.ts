// Tells the client that a name is taken, which it has not chosen.
//#file make.ts
//#replace
const mostTries = 10
//#with
const mostTries = 1
//#end
//#replace
throw new Error(`No slug was free in ${mostTries} tries`)
//#with
throw new HttpError(409, 'This slug is taken: try again')
//#end
