// Adds the columns to the step that makes the table, which has run on older files.
//#file tables.ts
//#replace
    created_at integer not null
  ) strict`,
//#with
    created_at integer not null,
    clicks integer not null default 0,
    robots integer not null default 0,
    visit_limit integer
  ) strict`,
//#end
//#replace
  `alter table links add column clicks integer not null default 0;
  alter table links add column robots integer not null default 0;
  alter table links add column visit_limit integer`,
//#with
//#end
