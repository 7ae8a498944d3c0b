// Tags are gone, so all is well.
//#replace
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;').replaceAll("'", '&#39;')
//#with
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
//#end
