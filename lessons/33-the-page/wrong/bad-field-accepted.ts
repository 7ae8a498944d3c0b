// Cuts long notes off.
//#file make.ts
//#replace
if (typeof value === 'string' && value.length <= longestNote) return value
//#with
if (typeof value === 'string') return value.slice(0, longestNote)
//#end
