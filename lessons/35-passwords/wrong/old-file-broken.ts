// Adds the table in the step of lesson 33.
//#file tables.ts
//#replace
  create index links_by_owner on links (owner, id)`,
  // An id is never given out twice, so that nothing of a deleted user can belong to a new one.
  `create table users (
//#with
  create index links_by_owner on links (owner, id);
  create table users (
//#end
