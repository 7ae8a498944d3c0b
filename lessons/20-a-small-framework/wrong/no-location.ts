// Doesn't say where the new notice is.
//#file main.ts
//#replace
return json(notice, 201, { location: `/api/notices/${notice.id}` })
//#with
return json(notice, 201)
//#end
