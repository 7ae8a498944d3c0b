// Takes every error for a missing person.
//#replace
      if (assigneeId !== null && findPerson.get(assigneeId) === undefined) return undefined
      return findTicket(Number(insertTicket.get(title, assigneeId, createdAt)?.['id']))
//#with
      try {
        return findTicket(Number(insertTicket.get(title, assigneeId, createdAt)?.['id']))
      } catch {
        return undefined
      }
//#end
