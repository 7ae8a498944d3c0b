// Ends the session with this id, even if it's somebody else's.
//#file sessions.ts
//#replace
'delete from sessions where user = ? and id = ?')
//#with
'delete from sessions where ? is not null and id = ?')
//#end
