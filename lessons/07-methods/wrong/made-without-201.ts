// All went well, so 200.
//#replace
const status = notes.has(name) ? 200 : 201
//#with
const status = 200
//#end
