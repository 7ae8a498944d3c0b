// There is no PATCH.
//#replace
  async PATCH({ name, request, response }) {
//#with
  async PARTCHANGE({ name, request, response }) {
//#end
