// An author who has books looks like one who isn't there.
//#replace
'delete from authors where id = ?'
//#with
`delete from authors where id = ?1
      and not exists (select 1 from books where author = ?1)`
//#end
