// Adds the notice once more to learn its id.
//#file main.ts
//#replace
return json(notice, 201, { location: `/api/notices/${notice.id}` })
//#with
const { id } = addNotice(notice)
  return json(notice, 201, { location: `/api/notices/${id}` })
//#end
