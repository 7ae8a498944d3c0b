// Ignores the rest of the path.
//#replace
  if (more.length > 0) throw new Refusal(404, 'There is nothing at this URL')
//#with
  if (more.length > 9) throw new Refusal(404, 'There is nothing at this URL')
//#end
