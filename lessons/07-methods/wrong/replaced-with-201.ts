// PUT creates, so 201.
//#replace
const status = notes.has(name) ? 200 : 201
//#with
const status = 201
//#end
