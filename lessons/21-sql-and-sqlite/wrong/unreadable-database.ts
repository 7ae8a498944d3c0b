// Gives the table another name.
//#replace
create table if not exists notes (
//#with
create table if not exists note (
//#end
//#replace
insert into notes (
//#with
insert into note (
//#end
//#replace
from notes order by
//#with
from note order by
//#end
//#replace
priority from notes where
//#with
priority from note where
//#end
//#replace
delete from notes
//#with
delete from note
//#end
