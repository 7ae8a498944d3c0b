// Makes a number of whatever nbf and iat are.
//#file claims.ts
//#replace
    if (typeof start === 'number' && start <= now + skewSeconds) continue
//#with
    if (Number(start) <= now + skewSeconds) continue
//#end
