// An array has no foreign keys.
//#replace
      if (assigneeId !== null && assignee === null) return undefined
//#with
//#end
