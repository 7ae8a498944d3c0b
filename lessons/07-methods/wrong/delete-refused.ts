// There is no DELETE.
//#replace
  DELETE({ name, response }) {
//#with
  REMOVE({ name, response }) {
//#end
