// Looks at the message of the error; the list of authors counts in a subquery; 404 for an author.
//#replace
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  if (code === 2067) return 409
  if (code === 787) return method === 'DELETE' ? 409 : 422
  return 500
//#with
  const message = String(error)
  if (message.includes('UNIQUE constraint failed')) return 409
  if (!message.includes('FOREIGN KEY constraint failed')) return 500
  return method === 'POST' ? 404 : 409
//#end
//#replace
    select authors.id, name, count(books.id) as books
    from authors left join books on books.author = authors.id
    group by authors.id
    order by authors.id`).all()
//#with
    select *, (select count(*) from books where author = authors.id) as books
    from authors order by 1`).all()
//#end
