// replace changes only the first of each sign.
//#replace
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
//#with
  return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
//#end
