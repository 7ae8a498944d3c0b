// Adds the columns in the step of lesson 32.
//#file tables.ts
//#replace
  alter table links add column visit_limit integer`,
  // The owner is the SHA-256 of a cookie: a stolen copy of this file gives nobody the cookie.
  `alter table links add column note text not null default '';
//#with
  alter table links add column visit_limit integer;
  alter table links add column note text not null default '';
//#end
