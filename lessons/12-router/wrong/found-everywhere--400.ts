// Calls every path without a route a bad request.
//#replace
  answer(response, 404, { error: 'There is nothing here' })
//#with
  answer(response, 400, { error: 'There is nothing here' })
//#end
