// Copies by way of JSON, prepares each time, and lets the foreign key refuse.
//#replace
findTicket: (id) => structuredClone(find(id)),
//#with
findTicket: (id) => JSON.parse(JSON.stringify(find(id) ?? null)) ?? undefined,
//#end
//#replace
      if (assigneeId !== null && findPerson.get(assigneeId) === undefined) return undefined
      return findTicket(Number(insertTicket.get(title, assigneeId, createdAt)?.['id']))
//#with
      try {
        return findTicket(Number(database.prepare(`
          insert into tickets (created_at, assignee_id, title) values (?, ?, ?) returning id`)
          .get(createdAt, assigneeId, title)?.['id']))
      } catch (error) {
        if (/FOREIGN KEY/.test(String(error))) return undefined
        throw error
      }
//#end
