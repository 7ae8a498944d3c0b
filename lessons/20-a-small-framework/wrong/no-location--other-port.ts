// Writes the port into the URL that it has on its author's machine.
//#file main.ts
//#replace
return json(notice, 201, { location: `/api/notices/${notice.id}` })
//#with
return json(notice, 201, { location: `http://localhost:3001/api/notices/${notice.id}` })
//#end
