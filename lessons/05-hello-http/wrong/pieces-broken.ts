// Makes text of each piece.
//#replace
  request.setEncoding('utf8')
  for await
//#with
  for await
//#end
