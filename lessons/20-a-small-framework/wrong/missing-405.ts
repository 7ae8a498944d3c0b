// Doesn't tell a wrong method from a wrong path.
//#file framework/app.ts
//#replace
if (matches.length === 0) throw
//#with
if (matches.length === 0 || context.method !== 'OPTIONS') throw
//#end
