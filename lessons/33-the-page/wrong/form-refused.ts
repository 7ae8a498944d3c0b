// Counts the bytes of a note.
//#file make.ts
//#replace
if (typeof value === 'string' && value.length <= longestNote) return value
//#with
if (typeof value === 'string' && Buffer.byteLength(value) <= longestNote) return value
//#end
