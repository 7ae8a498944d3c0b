// Passes on whatever else the row has.
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
  const toTicket = (row: Record<string, unknown>): Ticket => {
    const { is_done: isDone, created_at: createdAt, assignee_id: person, full_name: name } = row
    const { is_done: _1, created_at: _2, assignee_id: _3, full_name: _4, ...rest } = row
    const assignee = person === null ? null : { id: Number(person), fullName: String(name) }
    return {
      ...rest as any, isDone: isDone === 1, createdAt: Number(createdAt), assignee,
    }
  }
//#end
//#replace
select tickets.id, title, is_done, created_at, assignee_id, full_name
//#with
select people.full_name, tickets.*
//#end
