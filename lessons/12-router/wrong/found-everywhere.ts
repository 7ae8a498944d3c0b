// A friendly page for everything.
//#replace
  answer(response, 404, { error: 'There is nothing here' })
//#with
  answer(response, 200, { error: 'There is nothing here' })
//#end
