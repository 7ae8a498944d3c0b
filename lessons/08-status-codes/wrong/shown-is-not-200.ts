// Took the number of the line above.
//#replace
if (method === 'GET') return send(response, 200, book)
//#with
if (method === 'GET') return send(response, 201, book)
//#end
