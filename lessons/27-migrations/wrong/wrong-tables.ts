// Has forgotten the last step.
//#replace
  `alter table contacts add column created_at integer`,
//#with
//#end
