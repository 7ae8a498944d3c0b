// Ends all sessions of the person who signs out.
//#file sessions.ts
//#replace
'delete from sessions where user = ? and id = ?')
//#with
'delete from sessions where user = ? and ? is not null')
//#end
