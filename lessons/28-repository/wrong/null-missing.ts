// Nobody is undefined.
//#replace
people.find(({ id }) => id === assigneeId) ?? null
//#with
people.find(({ id }) => id === assigneeId) as any
//#end
//#replace
if (assigneeId !== null && assignee === null)
//#with
if (assigneeId !== null && !assignee)
//#end
