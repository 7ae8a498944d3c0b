// Leaves it to the table to refuse a text that isn't a role.
//#file adminRoutes.ts
//#replace
  if (role !== null && !roles.includes(role)) {
//#with
  if (role !== null && typeof role !== 'string') {
//#end
