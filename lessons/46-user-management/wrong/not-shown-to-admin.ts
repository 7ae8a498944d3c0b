// Lists the oldest events.
//#file audit.ts
//#replace
    select at, actor, action, user from audit_events order by id desc limit ${mostListed}`)
//#with
    select at, actor, action, user from audit_events order by id limit ${mostListed}`)
//#end
