// One select for the tickets, and one for their people; named columns; a Map in memory.
//#replace
  const select = `
    select tickets.id, title, is_done, created_at, assignee_id, full_name
    from tickets left join people on people.id = assignee_id`
//#with
  const select = `
    select tickets.id, title, is_done as isDone, created_at as createdAt, assignee_id as personId
    from tickets`
  const everyone = database.prepare('select id, full_name as fullName from people')
//#end
//#replace
  const toTicket = (row: Record<string, unknown>): Ticket => ({
    id: Number(row['id']),
    title: String(row['title']),
    isDone: row['is_done'] === 1,
    createdAt: Number(row['created_at']),
    assignee: row['assignee_id'] === null ? null
      : { id: Number(row['assignee_id']), fullName: String(row['full_name']) },
  })
//#with
  const toTickets = (rows: any[]): Ticket[] => {
    const people = new Map(everyone.all().map((person: any) => [person.id, { ...person }]))
    return rows.map(({ personId, isDone, ...row }) =>
      ({ ...row, isDone: Boolean(isDone), assignee: people.get(personId) ?? null }))
  }
//#end
//#replace
    const row = findById.get(id)
    return row && toTicket(row)
//#with
    return toTickets(findById.all(id))[0]
//#end
//#replace
findByWords.all(words).map(toTicket)
//#with
toTickets(findByWords.all(words))
//#end
