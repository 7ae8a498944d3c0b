// What a browser shows of a piece of HTML: the text without its tags.

/** Takes off tags and turns character references back. */
export function plainText(html: string): string {
  return html.replaceAll(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}
