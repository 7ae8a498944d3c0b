// Forgets the limit of the form.
//#file form.ts
//#replace
    visitLimit: limit !== null && /^\d{1,9}$/.test(limit) ? Number(limit) : limit,

//#with
    visitLimit: limit !== null && /^\d{1,9}$/.test(limit) ? null : limit,

//#end
