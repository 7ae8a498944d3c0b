// The file was changed in the editor and never saved.
//#replace
const status = 200
//#with
const status = 500
//#end
