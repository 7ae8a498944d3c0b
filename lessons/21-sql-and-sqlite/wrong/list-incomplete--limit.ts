// Lists only the first fifty notes.
//#replace
order by priority desc, id'
//#with
order by priority desc, id limit 50'
//#end
