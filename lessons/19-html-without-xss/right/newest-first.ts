// The newest first, a link only if it's good, and every sign as a number.
//#replace
${entries.map(entryItem)}
//#with
${entries.toReversed().map(entryItem)}
//#end
//#replace
<b>${name}</b> <a href="${safeUrl(website)}">website</a>
//#with
<b>${name}</b> ${link(website)}
//#end
//#replace
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;').replaceAll("'", '&#39;')
//#with
  const escapeSign = (sign: string) => `&#${sign.codePointAt(0)};`
  return Array.from(text, (each) => /[\w ]/.test(each) ? each : escapeSign(each)).join('')
//#end
//#replace
  const protocol = URL.parse(url)?.protocol
  return protocol === 'http:' || protocol === 'https:' ? url : '#'
//#with
  const parsed = URL.parse(url)
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.href : '#'
//#end
//#replace
// Puts a template together
//#with
function link(website: string): Html {
  const url = safeUrl(website)
  return url === '#' ? html`` : html`<a rel=nofollow href='${url}'>website</a>`
}

// Puts a template together
//#end
