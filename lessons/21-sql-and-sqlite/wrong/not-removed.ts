// Only marks the note, and doesn't look at the mark.
//#replace
delete from notes where id = ?
//#with
update notes set priority = 1 where id = ?
//#end
