// Relies on SQLite for notes of one priority.
//#replace
order by priority desc, id
//#with
order by priority desc
//#end
