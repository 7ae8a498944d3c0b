// Adds the table in the step of lesson 35.
//#file tables.ts
//#replace
  ) strict`,
  `create table sessions (
//#with
  ) strict;
  create table sessions (
//#end
