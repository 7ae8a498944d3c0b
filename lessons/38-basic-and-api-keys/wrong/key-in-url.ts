// Looks for a key in the query, too.
//#file identify.ts
//#replace
  const header = context.header('authorization')

//#with
  const inUrl = context.target.query.get('access_token')
  const header = context.header('authorization')
    ?? (inUrl === null ? undefined : `Bearer ${inUrl}`)

//#end
