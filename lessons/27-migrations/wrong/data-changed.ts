// Makes the table anew, and forgets a column.
//#replace
  `alter table contacts add column created_at integer`,
//#with
  `create table newer (
    id integer primary key, name text not null, email text not null unique,
    phone text not null default '', created_at integer
  ) strict;
  insert into newer (id, name, email) select id, name, email from contacts;
  drop table contacts;
  alter table newer rename to contacts`,
//#end
