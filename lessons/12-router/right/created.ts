// Says 201 for a new book, and 410 for what isn't there.
//#replace
return answer(response, 200, own.route.handler(own.parameters))
//#with
return answer(response, method === 'POST' ? 201 : 200, own.route.handler(own.parameters))
//#end
//#replace
  answer(response, 404, { error: 'There is nothing here' })
//#with
  answer(response, 410, { error: 'There is nothing here' })
//#end
