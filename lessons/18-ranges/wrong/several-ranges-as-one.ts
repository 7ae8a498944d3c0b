// Takes the first of several.
//#replace
exec(header ?? '') ?? []
//#with
exec((header ?? '').replace(/,.*/, '')) ?? []
//#end
