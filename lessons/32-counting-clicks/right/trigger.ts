// Stores a row for each visit, without saying whose, and lets a trigger add up.
//#file tables.ts
//#replace
  alter table links add column visit_limit integer`,
//#with
  alter table links add column visit_limit integer`,
  `create table visits (link integer not null, at integer not null) strict;
  create trigger visits_counted after insert on visits begin
    update links set clicks = clicks + 1 where id = new.link;
  end`,
//#end
//#file store.ts
//#replace
    update links set clicks = clicks + 1
    where slug = ? and (visit_limit is null or clicks < visit_limit) returning target`)
//#with
    insert into visits (link, at)
    select id, unixepoch() * 1000 from links
    where slug = ? and (visit_limit is null or clicks < visit_limit)
    returning (select target from links where id = link) as target`)
//#end
