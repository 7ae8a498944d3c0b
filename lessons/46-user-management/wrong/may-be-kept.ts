// Offers the export as a file, and forgets that caches keep files, too.
//#file profile.ts
//#replace
    const headers = { ...noStore, 'content-disposition'
//#with
    const headers = { 'content-disposition'
//#end
