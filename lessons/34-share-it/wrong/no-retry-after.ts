// Leaves the header out.
//#file limit.ts
//#replace
    throw new HttpError(429, `Wait ${seconds} seconds`, { 'retry-after': String(seconds) })
//#with
    throw new HttpError(429, `Wait ${seconds} seconds`)
//#end
