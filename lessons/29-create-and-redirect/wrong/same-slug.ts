// Gives all links of a kind the same slug.
//#file store.ts
//#replace
insert into links (slug, target, created_at)
select coalesce(max(id), 0) + 1, ?, ? from links returning slug, target`)
//#with
insert or replace into links (slug, target, created_at)
values ('link', ?, ?) returning slug, target`)
//#end
