// Edits the second step, and leaves a step that does nothing.
//#replace
`alter table contacts add column phone text not null default ''`,
//#with
`alter table contacts add column phone text not null default '';
  alter table contacts add column created_at integer`,
//#end
//#replace
  `alter table contacts add column created_at integer`,
//#with
  `select 1`,
//#end
