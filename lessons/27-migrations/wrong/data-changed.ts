// Makes the table anew, and forgets a column.
//#replace
  `alter table contacts add column created_at integer`,
//#with
  `create table newer (
    id integer primary key, name text not null, email text not null,
    phone text not null default '', created_at integer
  ) strict;
  insert into newer (id, name, email) select id, name, email from contacts;
  drop table contacts;
  alter table newer rename to contacts;
  create unique index contacts_by_email on contacts (email)`,
//#end
