// The transaction begins before the body is read, and other requests come in the meantime.
//#replace
  database.exec('begin immediate')
  try {
    work()
    database.exec('commit')
  } finally {
    if (database.isTransaction) database.exec('rollback')
  }
//#with
  work()
//#end
//#replace
    const body = request.method === 'POST' ? await readJson(request) : undefined
    const reply = handler(id, body)
//#with
    const isPost = request.method === 'POST'
    if (isPost) database.exec('begin immediate')
    const body = isPost ? await readJson(request) : undefined
    const reply = handler(id, body)
    if (isPost) database.exec('commit')
//#end
//#replace
  } catch (error) {
    if (error instanceof Refusal) return send
//#with
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    if (error instanceof Refusal) return send
//#end
