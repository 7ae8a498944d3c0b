// Adds the table in the step of lesson 37.
//#file tables.ts
//#replace
  create index links_by_user on links (user, id)`,
  `create table api_keys (
//#with
  create index links_by_user on links (user, id);
  create table api_keys (
//#end
