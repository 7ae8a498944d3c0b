// Numeric references, one pass, and only URLs that start with http or https.
//#replace
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;').replaceAll("'", '&#39;')
//#with
  return text.replace(/[&<>"'`=]/g, (sign) => `&#x${sign.codePointAt(0)?.toString(16)};`)
//#end
//#replace
const protocol = URL.parse(url)?.protocol
return protocol === 'http:' || protocol === 'https:' ? url : '#'
//#with
return /^https?:\/\//i.test(url) ? url : 'about:blank'
//#end
